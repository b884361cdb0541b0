import { readBookingSettings, saveBookingSettings } from '@openslot/shared/contracts/clinic';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserForJourneys, PHONE, type Window, type WindowOptions } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectHolds, holdBar, holdsOf, releaseAll, waitUntilHeld } from './support/holds.ts';
import { expectAccessible, freeSlot, openBooking, slot } from './support/pages.ts';
import {
  dayFromNow,
  hireDoctor,
  type JourneyDoctor,
  registerPatient,
  send,
  signInAdmin,
} from './support/people.ts';

const NOTE = 'My left knee hurts on stairs.';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;
let doctor: JourneyDoctor;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Ina Held');
});

async function patient(name: string, options: Omit<WindowOptions, 'baseUrl'> = {}): Promise<Window> {
  const window = await browser.open({ baseUrl: clinic.baseUrl, ...options });
  await registerPatient(window, clinic.baseUrl, name);
  return window;
}

async function holdFor(minutes: number): Promise<void> {
  const settings = await send(admin.context, clinic.baseUrl, readBookingSettings);
  await send(admin.context, clinic.baseUrl, saveBookingSettings, {
    body: { ...settings, holdMinutes: minutes },
  });
}

describe('a chosen time', () => {
  it('is being booked for everybody else until it is left', async () => {
    const date = dayFromNow(5);
    const [first, second] = [await patient('Pat First'), await patient('Pat Second')];
    await openBooking(first.page, doctor, date);
    await openBooking(second.page, doctor, date);
    await freeSlot(first.page, '10:00').click();
    await waitUntilHeld(first.page);
    expect(await holdBar(first.page).getByRole('timer').textContent()).toMatch(/^[45]:\d\d$/);
    const taken = slot(second.page, '10:00', 'being booked by somebody else');
    await taken.waitFor();
    expect(await taken.getAttribute('aria-disabled')).toBe('true');
    expect(await taken.locator('[data-who]').getAttribute('data-who')).toBe('being booked');
    await expectAccessible(second.page);

    await first.page.getByRole('button', { name: 'Other times' }).click();
    await slot(first.page, '10:00', 'held for you').waitFor();
    await expectAccessible(first.page);
    await freeSlot(first.page, '11:00').click();
    await waitUntilHeld(first.page);
    await freeSlot(second.page, '10:00').waitFor();
    await slot(second.page, '11:00', 'being booked').waitFor();

    await first.page.getByRole('link', { name: 'Find a doctor' }).first().click();
    await freeSlot(second.page, '11:00').waitFor();
  });

  it('is given back when the tab is closed, and kept over a reload', async () => {
    const window = await patient('Pat Reloads');
    await openBooking(window.page, doctor, dayFromNow(6));
    await freeSlot(window.page, '9:30').click();
    await waitUntilHeld(window.page);
    const [before] = await holdsOf(window, clinic.baseUrl);
    await window.page.reload();
    await waitUntilHeld(window.page);
    expect(await holdsOf(window, clinic.baseUrl)).toEqual([before]);
    await window.page.close();
    await expectHolds(window, clinic.baseUrl, 0);
  });

  it('is held only once somebody has signed in, on the way back', async () => {
    const window = await browser.open({ baseUrl: clinic.baseUrl });
    const { page } = window;
    await openBooking(page, doctor, dayFromNow(7));
    await freeSlot(page, '10:30').click();
    await page.getByRole('link', { name: 'Sign in to book' }).waitFor();
    expect(await holdBar(page).count()).toBe(0);
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Your name').fill('Pat Newcomer');
    await page.getByLabel('E-mail').fill('pat.newcomer@example.org');
    await page.getByRole('textbox', { name: 'Password' }).fill('journey-password');
    await page.getByRole('button', { name: 'Create account' }).click();
    await waitUntilHeld(page);
    await expectHolds(window, clinic.baseUrl, 1);
  });

  it('that is not held any more says so, keeps what was written and is held again with one click', async () => {
    const window = await patient('Pat Slow');
    const { page } = window;
    await openBooking(page, doctor, dayFromNow(8));
    await freeSlot(page, '12:00').click();
    await waitUntilHeld(page);
    await page.getByLabel('Anything the doctor should know?').fill(NOTE);
    const height = (await holdBar(page).boundingBox())?.height;
    await releaseAll(window, clinic.baseUrl);
    await holdBar(page).getByText('Hold ended', { exact: true }).waitFor();
    expect((await holdBar(page).boundingBox())?.height).toBe(height);
    await holdBar(page).getByRole('button', { name: 'Hold again' }).click();
    await waitUntilHeld(page);
    expect(await page.getByLabel('Anything the doctor should know?').inputValue()).toBe(NOTE);
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    await expectHolds(window, clinic.baseUrl, 0);
  });

  it('of another tab takes its place, and the first tab says so', async () => {
    const window = await patient('Pat Twotabs');
    await openBooking(window.page, doctor, dayFromNow(9));
    await freeSlot(window.page, '14:00').click();
    await waitUntilHeld(window.page);
    const second = await browser.openTab(window);
    await openBooking(second.page, doctor, dayFromNow(9));
    await slot(second.page, '14:00', 'held for you').waitFor();
    await freeSlot(second.page, '15:00').click();
    await waitUntilHeld(second.page);
    await holdBar(window.page).getByText('You chose another time elsewhere.', { exact: true }).waitFor();
    await holdBar(window.page).getByRole('button', { name: 'Hold again' }).click();
    await waitUntilHeld(window.page);
    await holdBar(second.page).getByText('You chose another time elsewhere.', { exact: true }).waitFor();
    expect(await holdsOf(window, clinic.baseUrl)).toHaveLength(1);
  });

  it.each(['light', 'dark'] as const)(
    'can be extended near its end, on a phone, too (%s)',
    async (colorScheme) => {
      await holdFor(1);
      const { page } = await patient('Pat Extends', { viewport: PHONE, colorScheme });
      await openBooking(page, doctor, dayFromNow(10));
      await freeSlot(page, colorScheme === 'light' ? '10:00' : '11:00').click();
      await waitUntilHeld(page);
      await holdFor(5);
      await expectAccessible(page);
      const bar = holdBar(page);
      await bar.getByText('You can extend it twice.', { exact: true }).waitFor();
      const height = (await bar.boundingBox())?.height;
      await bar.getByRole('button', { name: 'Extend' }).click();
      await bar.getByText('You can extend it once more.', { exact: true }).waitFor();
      await bar.getByText(/[2-5]:\d\d/).waitFor();
      expect((await bar.boundingBox())?.height).toBe(height);
      const [content, screen] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(content).toBeLessThanOrEqual(screen);
      await expectAccessible(page);
    },
  );
});
