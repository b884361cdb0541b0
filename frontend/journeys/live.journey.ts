import { beforeAll, describe, expect, it, vi } from 'vitest';
import { browserForJourneys, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import {
  expectFreeTimes,
  freeSlot,
  halfHours,
  markUnavailable,
  openBooking,
  openUnavailability,
  scheduleToast,
  slot,
} from './support/pages.ts';
import {
  dayFromNow,
  hireDoctor,
  type JourneyDoctor,
  registerPatient,
  signIn,
  signInAdmin,
} from './support/people.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;
let doctor: JourneyDoctor;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Ada Lovell');
});

async function patientAt(date: string, name: string): Promise<Window> {
  const patient = await browser.open({ baseUrl: clinic.baseUrl });
  await registerPatient(patient, clinic.baseUrl, name);
  await openBooking(patient.page, doctor, date);
  return patient;
}

async function doctorsWindow(): Promise<Window> {
  const window = await browser.open({ baseUrl: clinic.baseUrl });
  await signIn(window, clinic.baseUrl, doctor.credentials);
  return window;
}

/** Changes that must arrive by themselves: a reload would forget this mark. */
async function markPage({ page }: Window): Promise<() => Promise<boolean>> {
  await page.evaluate('window.notReloaded = true');
  return () => page.evaluate('window.notReloaded === true');
}

/** How many changes browsers have measured on their way to a list of times. */
async function pushLags(baseUrl: string): Promise<number> {
  const metrics = await (await fetch(`${baseUrl}/metrics`)).text();
  const counts = metrics.matchAll(/^openslot_push_lag_seconds_count\{.*page="slots".*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

const WHOLE_DAY = halfHours('9:00', '16:30');

describe('a patient who looks at a day (document 003, scenario 1)', () => {
  it('sees the times go that the doctor marks unavailable, with a toast, without a reload', async () => {
    const date = dayFromNow(8);
    const patient = await patientAt(date, 'Pat Watcher');
    const stayed = await markPage(patient);
    await expectFreeTimes(patient.page, WHOLE_DAY);
    const own = await doctorsWindow();
    await openUnavailability(own.page);
    await markUnavailable(own.page, { date, from: '09:00', to: '11:30', reason: 'A private matter' });
    const savedAt = performance.now();
    await scheduleToast(patient.page).waitFor();
    const toastMs = performance.now() - savedAt;
    await patient.page.getByText('Available time slots have been refreshed.').waitFor();
    await expectFreeTimes(patient.page, halfHours('11:30', '16:30'));
    expect(await stayed()).toBe(true);
    expect(await patient.page.content()).not.toContain('A private matter');
    // Whoever did it is not told.
    expect(await scheduleToast(own.page).count()).toBe(0);
    // How fresh the page was is a number that its browser reports.
    await vi.waitFor(async () => expect(await pushLags(clinic.baseUrl)).toBeGreaterThan(0), {
      timeout: 60_000,
      interval: 500,
    });
    process.stdout.write(`toast ${toastMs.toFixed(0)} ms after the form was saved and closed\n`);
  });

  it('is not told of changes that do not concern what is shown', async () => {
    const [shown, other] = [dayFromNow(9), dayFromNow(10)];
    const patient = await patientAt(shown, 'Pat Elsewhere');
    const own = await doctorsWindow();
    await openUnavailability(own.page);
    await markUnavailable(own.page, { date: other, from: '09:00', to: '12:00' });
    await patient.page.goto(`/book/${doctor.id}?date=${other}`);
    await expectFreeTimes(patient.page, halfHours('12:00', '16:30'));
    expect(await scheduleToast(patient.page).count()).toBe(0);
  });
});

describe('a doctor with two tabs (scenario 2)', () => {
  it('sees in the second what the first one marked', async () => {
    const date = dayFromNow(11);
    const one = await doctorsWindow();
    await openUnavailability(one.page);
    const two = await browser.openTab(one);
    await openUnavailability(two.page);
    const stayed = await markPage(two);
    await markUnavailable(one.page, { date, from: '10:00', to: '12:00', reason: 'Training in tab one' });
    await two.page.getByText('Training in tab one').waitFor();
    await scheduleToast(two.page).waitFor();
    expect(await stayed()).toBe(true);
    expect(await scheduleToast(one.page).count()).toBe(0);
  });
});

describe('an admin who changes a schedule (scenario 3)', () => {
  it('is followed by the doctor and by a patient who looks at the day', async () => {
    const date = dayFromNow(12);
    const patient = await patientAt(date, 'Pat Looker');
    const own = await doctorsWindow();
    await openUnavailability(own.page);
    await openUnavailability(admin.page, doctor.id);
    await markUnavailable(admin.page, { date, from: '09:30', to: '11:00', reason: 'Set by the admin' });
    await own.page.getByText('Set by the admin').waitFor();
    await scheduleToast(own.page).waitFor();
    await scheduleToast(patient.page).waitFor();
    await expectFreeTimes(patient.page, ['9:00', ...halfHours('11:00', '16:30')]);
  });

  it('takes a chosen time away without taking what the patient wrote: another one is booked', async () => {
    const date = dayFromNow(14);
    const { page } = await patientAt(date, 'Pat Writer');
    await freeSlot(page, '10:00').click();
    await page.getByLabel('Anything the doctor should know?').fill('I need a ramp.');
    await openUnavailability(admin.page, doctor.id);
    await markUnavailable(admin.page, { date, from: '10:00', to: '10:30' });
    const notice = page.getByRole('alert').filter({ hasText: 'This time is no longer offered' });
    await notice.waitFor();
    await notice.getByRole('button', { name: /10:30$/ }).click();
    expect(await page.getByLabel('Anything the doctor should know?').inputValue()).toBe('I need a ramp.');
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    await page.getByRole('link', { name: 'My visits' }).first().click();
    await page.getByText('Your note: I need a ramp.').waitFor();
  });
});

describe('two patients who want the same time', () => {
  it('the second sees it go "just taken", then leave', async () => {
    const date = dayFromNow(13);
    const first = await patientAt(date, 'Pat First');
    const second = await patientAt(date, 'Pat Second');
    await freeSlot(first.page, '9:30').click();
    await first.page.getByRole('button', { name: 'Book this visit' }).click();
    await slot(second.page, '9:30', 'just taken').waitFor();
    await first.page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    await expectFreeTimes(
      second.page,
      WHOLE_DAY.filter((time) => time !== '9:30'),
      10_000,
    );
    await slot(second.page, '9:30').waitFor({ state: 'detached' });
    // Nobody's booking is a change of the schedule.
    expect(await scheduleToast(second.page).count()).toBe(0);
    expect(await second.page.content()).not.toContain('Pat First');
    // Whoever booked it sees no slot that went: neither after a reload nor on the way back.
    await first.page.reload();
    await first.page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    await first.page.goBack();
    await freeSlot(first.page, '10:00').waitFor();
  });
});
