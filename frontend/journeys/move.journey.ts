import type { VisitType } from '@openslot/shared/contracts/visit-types';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible, freeSlot, scheduleToast } from './support/pages.ts';
import {
  dayFromNow,
  hireDoctor,
  type JourneyDoctor,
  registerPatient,
  signIn,
  signInAdmin,
} from './support/people.ts';
import { bookVisit, visitTypeNamed } from './support/visits.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;
let doctor: JourneyDoctor;
let colleague: JourneyDoctor;
let type: VisitType;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  type = await visitTypeNamed(admin, clinic.baseUrl, 'Consultation');
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Mona Move');
  colleague = await hireDoctor(admin, clinic.baseUrl, 'Dr. Otto Other');
});

async function bookedPatient(name: string, date: string, options: object = {}): Promise<Window> {
  const patient = await browser.open({ baseUrl: clinic.baseUrl, ...options });
  await registerPatient(patient, clinic.baseUrl, name);
  await bookVisit(patient, clinic.baseUrl, doctor, { date, time: '10:00', visitTypeId: type.id });
  return patient;
}

const undo = (page: Page): Locator =>
  page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' });

describe('a patient', () => {
  it('moves a visit in a dialog on a phone and takes it back; a watcher sees both times change hands', async () => {
    const date = dayFromNow(6);
    const patient = await bookedPatient('Pat Mover', date, { viewport: PHONE, colorScheme: 'dark' });
    const { page } = patient;
    const watcher = await browser.open({ baseUrl: clinic.baseUrl });
    await watcher.page.goto(`/book/${doctor.id}?visit=${type.id}&date=${date}`);
    await freeSlot(watcher.page, '11:00').waitFor();
    await page.goto('/appointments');
    await page.getByRole('button', { name: /^Move visit/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Move this visit' });
    await dialog
      .getByRole('button', { name: /, 11:00$/ })
      .first()
      .click();
    await expectAccessible(page);
    const [content, screen] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    expect.soft(content).toBeLessThanOrEqual(screen);
    await dialog.getByRole('button', { name: /^Move to .*11:00/ }).click();
    await page.getByRole('article').filter({ hasText: '11:00 – 11:30' }).waitFor();
    await freeSlot(watcher.page, '11:00').waitFor({ state: 'detached' });
    await undo(page).click();
    await page.getByRole('article').filter({ hasText: '10:00 – 10:30' }).waitFor();
    await freeSlot(watcher.page, '11:00').waitFor();
  });

  it('is told when the time was taken meanwhile, and picks the next one', async () => {
    const date = dayFromNow(7);
    const { page } = await bookedPatient('Pat Slow', date);
    await page.goto('/appointments');
    await page.getByRole('button', { name: /^Move visit/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Move this visit' });
    await dialog
      .getByRole('button', { name: /, 14:00$/ })
      .first()
      .click();
    const faster = await browser.open({ baseUrl: clinic.baseUrl });
    await registerPatient(faster, clinic.baseUrl, 'Fay Faster');
    await bookVisit(faster, clinic.baseUrl, doctor, { date, time: '14:00', visitTypeId: type.id });
    await dialog.getByRole('button', { name: /^Move to .*14:00/ }).click();
    const refusal = dialog.getByRole('alert');
    await refusal.getByText('Closest free times:').waitFor();
    await expectAccessible(page);
    await refusal.getByRole('button').first().click();
    await dialog.getByRole('button', { name: /^Move to/ }).click();
    await page.getByText('Visit moved').waitFor();
  });
});

describe('staff', () => {
  it('a doctor moves a visit to a time beside the grid and takes it back; the patient follows', async () => {
    const date = dayFromNow(8);
    const patient = await bookedPatient('Pam Moved', date);
    await patient.page.goto('/appointments');
    await patient.page.getByRole('article').waitFor();
    const window = await browser.open({ baseUrl: clinic.baseUrl });
    await signIn(window, clinic.baseUrl, doctor.credentials);
    const { page } = window;
    await page.goto(`/schedule?date=${date}&view=day`);
    await page.getByRole('button', { name: /Pam Moved/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Visit' });
    await dialog.getByRole('button', { name: 'Move…' }).click();
    await dialog.getByLabel('Or any other time of this date').fill('13:05');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: /^Move to .*13:05/ }).click();
    await dialog.getByText('13:05 – 13:35').waitFor();
    await patient.page.getByText(/13:05 – 13:35/).waitFor();
    await dialog.getByRole('button', { name: 'Undo the move' }).click();
    await dialog.getByText('10:00 – 10:30').waitFor();
    await patient.page.getByText(/10:00 – 10:30/).waitFor();
    expect(await scheduleToast(page).count()).toBe(0);
  });

  it('the front desk moves a visit to another doctor', async () => {
    const date = dayFromNow(9);
    const patient = await bookedPatient('Per Passed', date);
    await patient.page.goto('/appointments');
    const { page } = admin;
    await page.goto(`/schedule/${doctor.id}?date=${date}&view=day`);
    await page.getByRole('button', { name: /Per Passed/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Visit' });
    await dialog.getByRole('button', { name: 'Move…' }).click();
    await dialog.getByRole('combobox', { name: 'Doctor' }).click();
    await page.getByRole('option', { name: colleague.name }).click();
    await dialog
      .getByRole('button', { name: /, 15:30$/ })
      .first()
      .click();
    await dialog.getByRole('button', { name: /^Move to .*15:30/ }).click();
    await dialog.getByText(colleague.name).waitFor();
    await patient.page.getByText(`Consultation with ${colleague.name}`).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Per Passed/ }).waitFor({ state: 'detached' });
  });
});
