import { readBookingSettings, saveBookingSettings } from '@openslot/shared/contracts/clinic';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible, expectValue } from './support/pages.ts';
import { send, signInAdmin } from './support/people.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
});

describe('the booking settings', () => {
  it('are changed by an admin, say what is wrong, and show what a colleague saved meanwhile', async () => {
    const { page, context } = admin;
    await page.goto('/admin/booking');
    const minutes = page.getByLabel('A chosen time is held for');
    const limit = page.getByLabel('Coming visits of one patient');
    await expectValue(minutes, '5 minutes');
    await expectAccessible(page);
    await minutes.fill('20');
    await page.getByRole('button', { name: 'Save booking settings' }).click();
    await page.getByText('Must be at most 15 minutes').waitFor();
    await minutes.fill('10');
    await limit.fill('3');
    await page.getByRole('button', { name: 'Save booking settings' }).click();
    await page.getByText('Booking settings saved').waitFor();
    expect(await send(context, clinic.baseUrl, readBookingSettings)).toEqual({
      version: 1,
      holdMinutes: 10,
      maxUpcomingPerPatient: 3,
    });

    await minutes.fill('7');
    const theirs = { version: 1, holdMinutes: 1, maxUpcomingPerPatient: null };
    await send(context, clinic.baseUrl, saveBookingSettings, { body: theirs });
    await page.getByRole('button', { name: 'Save booking settings' }).click();
    await page.getByText('A chosen time is held for 1 minute').waitFor();
    await page.getByRole('button', { name: 'Load theirs' }).click();
    await expectValue(minutes, '1 minute');
    await expectValue(limit, '');
  });

  it('fit a phone', async () => {
    const phone = await browser.open({ baseUrl: clinic.baseUrl, viewport: PHONE, colorScheme: 'dark' });
    await signInAdmin(phone, clinic.baseUrl);
    await phone.page.goto('/admin/booking');
    await phone.page.getByLabel('A chosen time is held for').waitFor();
    await expectAccessible(phone.page);
    const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(PHONE.width);
  });
});
