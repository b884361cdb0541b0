import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { listVisitTypes } from '@openslot/shared/contracts/visit-types';
import { addDays, dayOfWeek } from '@openslot/shared/time/local-date';
import { wallClockToInstant } from '@openslot/shared/time/zone';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible, expectFreeTimes, expectValue, halfHours } from './support/pages.ts';
import {
  CLINIC_ZONE,
  dayFromNow,
  hireDoctor,
  type JourneyDoctor,
  registerPatient,
  send,
  signIn,
  signInAdmin,
} from './support/people.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;
/** A Monday at least a week from now. */
const MONDAY = addDays(dayFromNow(7), (8 - dayOfWeek(dayFromNow(7))) % 7);

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
});

async function doctorsWindow(doctor: JourneyDoctor, viewport = PHONE): Promise<Window> {
  const window = await browser.open({ baseUrl: clinic.baseUrl, viewport });
  await signIn(window, clinic.baseUrl, doctor.credentials);
  return window;
}

async function visitType(name: string): Promise<{ id: string }> {
  const { items } = await send(admin.context, clinic.baseUrl, listVisitTypes);
  return items.find((type: { name: string }) => type.name === name);
}

async function patientWithVisit(doctor: JourneyDoctor, time: string): Promise<Window> {
  const patient = await browser.open({ baseUrl: clinic.baseUrl });
  await registerPatient(patient, clinic.baseUrl, 'Pia Early');
  const startsAt = new Date(wallClockToInstant(CLINIC_ZONE, MONDAY, time)).toISOString();
  const { id: visitTypeId } = await visitType('Consultation');
  await send(patient.context, clinic.baseUrl, bookAppointment, {
    body: { doctorId: doctor.id, visitTypeId, startsAt },
  });
  return patient;
}

describe('an edit of the weekly hours', () => {
  it('says what it would change before it is saved, and changes exactly that', async () => {
    const doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Petra Preview');
    const patient = await patientWithVisit(doctor, '09:00');
    const { page } = await doctorsWindow(doctor, { width: 1280, height: 900 });
    await page.goto('/schedule?tab=hours&template=new');
    const effect = page.getByRole('region', { name: 'What this would change' });
    await page.getByLabel('In force from').fill(MONDAY);
    await page.getByLabel('Monday, window 1, from').fill('10:00');
    await page.getByLabel('Tuesday, window 1, to').fill('18:00');
    // Each of four Mondays loses two half hours, one of them is booked; each of four Tuesdays wins two.
    await effect.getByText('Consultation: 8 more times, 7 fewer').waitFor();
    await effect.getByText('1 booked visit would fall outside:').waitFor();
    await effect.getByText(/9:00 – 9:30, Pia Early, Consultation$/).waitFor();
    await effect.getByRole('button', { name: 'Show date by date' }).click();
    await effect.getByText(/Consultation 1 fewer time;/).waitFor();
    await expectAccessible(page);
    await patient.page.goto(`/book/${doctor.id}?date=${MONDAY}`);
    await expectFreeTimes(patient.page, halfHours('9:30', '16:30'));
    await page.getByRole('button', { name: 'Save weekly hours' }).click();
    const question = page.getByRole('dialog', { name: 'Booked visits need a decision' });
    await question.getByRole('button', { name: 'Keep all' }).click();
    await question.getByRole('button', { name: 'Save' }).click();
    await effect.waitFor({ state: 'detached' });
    await expectFreeTimes(patient.page, halfHours('10:00', '16:30'));
    await page.getByRole('link', { name: /^From / }).waitFor();
    await page.getByRole('link', { name: /^This week.*until / }).waitFor();
  });

  it('is taken back when it was the removal of planned hours', async () => {
    const doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Uta Undo');
    const { page } = await doctorsWindow(doctor, { width: 1280, height: 900 });
    await page.goto('/schedule?tab=hours&template=new');
    await page.getByLabel('In force from').fill(MONDAY);
    await page.getByRole('button', { name: 'Remove Monday, window 1' }).click();
    await page.getByRole('button', { name: 'Save weekly hours' }).click();
    const planned = page.getByRole('link', { name: /^From / });
    await planned.click();
    await page.getByRole('button', { name: 'Remove these hours' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove these weekly hours?' });
    await dialog.getByText(/^Consultation: \d+ more times$/).waitFor();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await planned.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await planned.waitFor();
  });
});

describe('a window for chosen visit types', () => {
  it('is set on a phone, kept, and offers nothing else', async () => {
    const doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Vera Types');
    const window = await doctorsWindow(doctor);
    const { page } = window;
    await page.goto('/schedule?tab=hours');
    const types = page.getByRole('button', { name: /^Monday, window 1, for/ });
    await types.click();
    const choice = page.getByRole('dialog');
    await choice.getByRole('radio', { name: 'Only these:' }).check();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save weekly hours' }).click();
    await page.getByText('Choose at least one visit type').waitFor();
    await types.click();
    await choice.getByRole('checkbox', { name: 'Follow-up' }).check();
    await page.keyboard.press('Escape');
    await page
      .getByText(/^Follow-up|No change for .*Follow-up/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Save weekly hours' }).click();
    await page.getByText('Weekly hours saved').waitFor();
    await page.reload();
    await types.getByText('Only Follow-up').waitFor();
    const patient = await browser.open({ baseUrl: clinic.baseUrl });
    const { id } = await visitType('Consultation');
    await patient.page.goto(`/book/${doctor.id}?date=${addDays(MONDAY, 1)}&type=${id}`);
    await expectFreeTimes(patient.page, halfHours('9:00', '16:30'));
    await patient.page.goto(`/book/${doctor.id}?date=${MONDAY}&type=${id}`);
    await patient.page.getByRole('heading', { level: 1 }).waitFor();
    await expectFreeTimes(patient.page, []);
  });
});

describe('a dialog with something entered', () => {
  it('asks before it is closed, and keeps the input when one stays', async () => {
    const doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Dora Draft');
    const { page } = await doctorsWindow(doctor);
    await page.goto('/schedule?tab=unavailability');
    await page.getByRole('button', { name: 'Mark unavailable' }).click();
    const form = page.getByRole('dialog', { name: 'Mark unavailable' });
    await form.getByLabel('Reason').fill('Conference');
    await page.keyboard.press('Escape');
    const question = page.getByRole('dialog', { name: 'Discard what you entered?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await question.waitFor({ state: 'detached' });
    await expectValue(form.getByLabel('Reason'), 'Conference');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Keep editing' }).waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await expectValue(form.getByLabel('Reason'), 'Conference');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Discard' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Mark unavailable' }).click();
    await expectValue(form.getByLabel('Reason'), '');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    expect(await question.count()).toBe(0);
  });
});
