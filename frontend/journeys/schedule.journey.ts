import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import {
  expectAccessible,
  expectFreeTimes,
  expectValue,
  halfHours,
  openBooking,
  scheduleToast,
} from './support/pages.ts';
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

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Ida Plan');
});

async function doctorsWindow(options: { phone?: boolean; dark?: boolean } = {}): Promise<Window> {
  const window = await browser.open({
    baseUrl: clinic.baseUrl,
    ...(options.phone === true ? { viewport: PHONE } : {}),
    colorScheme: options.dark === true ? 'dark' : 'light',
  });
  await signIn(window, clinic.baseUrl, doctor.credentials);
  return window;
}

/** A patient's visit at a clock time of a date; gives the patient's window. */
async function bookedVisit(date: string, time: string, name: string): Promise<Window> {
  const patient = await browser.open({ baseUrl: clinic.baseUrl });
  await registerPatient(patient, clinic.baseUrl, name);
  const { id } = await visitTypeNamed(patient, clinic.baseUrl, 'Consultation');
  await bookVisit(patient, clinic.baseUrl, doctor, { date, time, visitTypeId: id });
  return patient;
}

async function openCalendar(page: Page, date: string): Promise<void> {
  await page.goto(`/schedule?date=${date}&view=day`);
  await page.getByRole('group', { name: /working/ }).waitFor();
}

describe('booked visits in the way of a change', () => {
  it('are decided on one by one; nothing of the form is lost, and a kept visit stays', async () => {
    const date = dayFromNow(20);
    await bookedVisit(date, '10:00', 'Pia Early');
    await bookedVisit(date, '15:00', 'Paul Late');
    const { page } = await doctorsWindow();
    await openCalendar(page, date);
    await page.getByRole('button', { name: 'Mark unavailable' }).click();
    const form = page.getByRole('dialog', { name: 'Mark unavailable' });
    await form.getByLabel('Reason').fill('Conference');
    await form.getByRole('button', { name: 'Mark unavailable' }).click();
    const question = page.getByRole('dialog', { name: 'Booked visits need a decision' });
    const save = question.getByRole('button', { name: 'Save' });
    await question.getByLabel(/^Keep Pia Early/).check();
    expect(await save.isDisabled()).toBe(true);
    await question.getByRole('button', { name: 'Go back' }).click();
    expect(await form.getByLabel('Reason').inputValue()).toBe('Conference');
    await form.getByRole('button', { name: 'Mark unavailable' }).click();
    await question.getByRole('button', { name: 'Keep all' }).click();
    await save.click();
    await page.getByRole('button', { name: /^Unavailable: Conference/ }).waitFor();
    await page.getByRole('button', { name: /Pia Early/ }).waitFor();
    await page.getByRole('button', { name: /Paul Late/ }).waitFor();
  });

  it('can be cancelled with a reason, which the patient reads', async () => {
    const date = dayFromNow(21);
    const patient = await bookedVisit(date, '11:00', 'Petra Gone');
    const { page } = await doctorsWindow();
    await openCalendar(page, date);
    await page.getByRole('button', { name: /Petra Gone/ }).click();
    const visit = page.getByRole('dialog', { name: 'Visit' });
    await visit.getByRole('button', { name: 'Cancel this visit' }).click();
    await visit.getByLabel('Reason for cancelling').fill('The heating failed');
    await visit.getByRole('button', { name: 'Cancel the visit' }).click();
    await page.getByRole('button', { name: /Petra Gone/ }).waitFor({ state: 'detached' });
    await patient.page.goto('/appointments');
    await patient.page.getByText('The heating failed').waitFor();
  });
});

describe('why a time is not bookable', () => {
  it('is told in words for the time asked about, and again when the schedule changes', async () => {
    const { page } = await doctorsWindow();
    await openCalendar(page, dayFromNow(23));
    await page.getByRole('button', { name: 'Why is a time not bookable?' }).click();
    const dialog = page.getByRole('dialog', { name: 'Why is a time not bookable?' });
    await dialog.getByLabel('Date').fill(dayFromNow(23));
    await dialog.getByLabel('Time', { exact: true }).fill('09:30');
    await dialog.getByText('9:30 can be booked').waitFor();
    await dialog.getByLabel('Time', { exact: true }).fill('18:00');
    await dialog.getByText('The visit would not lie within the working hours.').waitFor();
    await dialog.getByLabel('Time', { exact: true }).fill('10:00');
    await dialog.getByText('10:00 can be booked').waitFor();
    await bookedVisit(dayFromNow(23), '10:00', 'Penny Quick');
    await dialog.getByText('There is another visit at this time.').waitFor();
    await expectAccessible(page);
  });
});

describe('a removal', () => {
  it('can be undone', async () => {
    const date = dayFromNow(22);
    const patient = await browser.open({ baseUrl: clinic.baseUrl });
    await openBooking(patient.page, doctor, date);
    const { page } = await doctorsWindow();
    await openCalendar(page, date);
    const column = page.locator(`[data-date="${date}"]`);
    const box = await column.boundingBox();
    if (box === null) {
      throw new Error('the calendar has no column for the date');
    }
    const at = (hour: number) => box.y + (box.height * hour) / 24 + 2;
    await page.mouse.move(box.x + 60, at(9));
    await page.mouse.down();
    await page.mouse.move(box.x + 60, at(10.75), { steps: 4 });
    await page.mouse.up();
    const form = page.getByRole('dialog', { name: 'Mark unavailable' });
    await expectValue(form.getByLabel('From time'), '09:00');
    await expectValue(form.getByLabel('To time'), '11:00');
    await form.getByRole('button', { name: 'Mark unavailable' }).click();
    await expectFreeTimes(patient.page, halfHours('11:00', '16:30'));
    await page.getByRole('button', { name: /^Unavailable 9:00–11:00/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expectFreeTimes(patient.page, halfHours('9:00', '16:30'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectFreeTimes(patient.page, halfHours('11:00', '16:30'));
    expect(await scheduleToast(page).count()).toBe(0);
  });
});

describe('weekly hours', () => {
  it('[RT33] changed by an admin meanwhile: the doctor keeps the input and chooses', async () => {
    const { page } = await doctorsWindow();
    await page.goto('/schedule?tab=hours');
    await page.getByLabel('Monday, window 1, from').fill('08:00');
    await admin.page.goto(`/schedule/${doctor.id}?tab=hours`);
    await admin.page.getByLabel('Tuesday, window 1, to').fill('16:00');
    await admin.page.getByRole('button', { name: 'Save weekly hours' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'Changed by someone else meanwhile' });
    await notice.getByText(/^Tuesday: .* → /).waitFor();
    expect(await page.getByLabel('Monday, window 1, from').inputValue()).toBe('08:00');
    await notice.getByRole('button', { name: 'Save mine over it' }).click();
    await notice.waitFor({ state: 'detached' });
    await expectValue(admin.page.getByLabel('Monday, window 1, from'), '08:00');
    await expectValue(admin.page.getByLabel('Tuesday, window 1, to'), '17:00');
  });

  it('name what is wrong beside the field, and ask before they are left', async () => {
    const { page } = await doctorsWindow();
    await page.goto('/schedule?tab=hours');
    await page.getByLabel('Friday, window 1, to').fill('09:00');
    await page.getByRole('button', { name: 'Save weekly hours' }).click();
    await page.getByText('Must differ from the start').waitFor();
    await page.getByRole('tab', { name: 'Calendar' }).click();
    await page.getByRole('button', { name: 'Stay here' }).click();
    expect(await page.getByLabel('Friday, window 1, to').inputValue()).toBe('09:00');
    await page.getByLabel('Friday, window 1, to').fill('02:00');
    await page.getByText(/^Runs until 2:00 on the next day/).waitFor();
  });
});

describe('date overrides', () => {
  it('close several dates at once; a single one goes back to the weekly hours', async () => {
    const [first, second] = [dayFromNow(25), dayFromNow(26)];
    const { page } = await doctorsWindow();
    await page.goto('/schedule?tab=overrides');
    const named = (date: string) =>
      new Intl.DateTimeFormat('en-GB', {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      }).format(new Date(`${date}T12:00:00Z`));
    for (const date of [first, second]) {
      const day = page.getByRole('button', { name: new RegExp(`(^| )${named(date)},`) });
      if ((await day.count()) === 0) {
        await page.getByRole('button', { name: 'Next month' }).click();
      }
      await day.click();
    }
    await page.getByRole('button', { name: 'Set hours of 2 dates' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Reason').fill('Moving house');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Moving house').nth(1).waitFor();
    const patient = await browser.open({ baseUrl: clinic.baseUrl });
    await patient.page.goto(`/book/${doctor.id}?date=${second}`);
    await expectFreeTimes(patient.page, []);
    await page
      .getByRole('button', { name: /^Remove the override/ })
      .nth(1)
      .click();
    await expectFreeTimes(patient.page, halfHours('9:00', '16:30'));
  });
});

describe('without a mouse', () => {
  it('time is selected with the arrow keys, marked with Enter, and the focus returns', async () => {
    const { page } = await doctorsWindow();
    await openCalendar(page, dayFromNow(28));
    const cursor = page.getByRole('button', { name: /^Select time/ });
    await cursor.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Enter']) {
      await page.keyboard.press(key);
    }
    const form = page.getByRole('dialog', { name: 'Mark unavailable' });
    await form.getByLabel('Reason').fill('By keyboard');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Unavailable: By keyboard 9:30–10:45/ }).waitFor();
    await expect
      .poll(() => cursor.evaluate((button) => button === document.activeElement), { timeout: 20_000 })
      .toBe(true);
  });
});

describe('every part of the schedule', () => {
  it.each([
    ['light', false],
    ['dark', true],
  ] as const)('fits a phone and has no serious accessibility problem (%s)', async (_name, dark) => {
    const window = await doctorsWindow({ phone: true, dark });
    const { page } = window;
    for (const tab of ['', 'tab=hours', 'tab=overrides', 'tab=holidays', 'tab=unavailability', 'view=week']) {
      await page.goto(`/schedule?${tab}`);
      await page.getByRole('tabpanel').waitFor();
      await page.waitForLoadState('networkidle');
      const [content, screen] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect.soft(content, tab).toBeLessThanOrEqual(screen);
      await expectAccessible(page);
    }
    await page.goto('/schedule');
    await page.getByRole('button', { name: 'Mark unavailable' }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
  });
});
