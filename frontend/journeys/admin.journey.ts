import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible, expectFreeTimes, expectValue, halfHours } from './support/pages.ts';
import { dayFromNow, hireDoctor, inviteWithPassword, signIn, signInAdmin } from './support/people.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
});

/** The menu of one row of a list. */
async function fromMenu({ page }: Window, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('a new doctor', () => {
  it('is added, gets hours and a sign-in, is found, and stops being offered', async () => {
    const { page } = admin;
    await page.goto('/admin');
    await page.getByRole('button', { name: 'Add a doctor' }).first().click();
    const form = page.getByRole('dialog', { name: 'Add a doctor' });
    await form.getByRole('button', { name: 'Add doctor' }).click();
    await form.getByText('Must not be empty').first().waitFor();
    await form.getByLabel('Name').fill('Dr. Nora New');
    await form.getByLabel('Specialty').fill('Neurology');
    await form.getByRole('checkbox').first().check();
    await form.getByRole('button', { name: 'Add doctor' }).click();
    await page.getByRole('button', { name: 'Set weekly hours' }).click();
    await page.getByRole('link', { name: 'Add weekly hours' }).click();
    const start = dayFromNow(0);
    await page.getByLabel('In force from').fill(start);
    await page.getByRole('button', { name: 'Copy Friday to…' }).click();
    await page.getByRole('checkbox', { name: 'Saturday' }).check();
    await page.getByRole('checkbox', { name: 'Sunday' }).check();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Save weekly hours' }).click();
    await page.getByRole('link', { name: /^This week/ }).waitFor();
    const doctorId = new URL(page.url()).pathname.split('/').at(-1) ?? '';

    await page.goto('/admin/doctors?q=neuro');
    await fromMenu(admin, 'Dr. Nora New', 'Invite to sign in');
    const invite = page.getByRole('dialog', { name: 'Invite somebody' });
    await expectValue(invite.getByLabel('Name'), 'Dr. Nora New');
    const email = `${randomUUID()}@example.org`;
    await invite.getByLabel('E-mail').fill(email);
    await invite.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByLabel('One-time link').inputValue();
    const nora = await browser.open({ baseUrl: clinic.baseUrl });
    await nora.page.goto(link);
    await nora.page.getByRole('textbox', { name: 'New password' }).fill('a-long-password');
    await nora.page.getByRole('button', { name: 'Set password' }).click();
    await nora.page.getByText('Your password is set').waitFor();
    await signIn(nora, clinic.baseUrl, { email, password: 'a-long-password' });
    await nora.page.goto('/schedule');
    await nora.page.getByText(/^Dr\. Nora New/).waitFor();

    const visitor = await browser.open({ baseUrl: clinic.baseUrl });
    await visitor.page.goto(`/book/${doctorId}?date=${dayFromNow(5)}`);
    await expectFreeTimes(visitor.page, halfHours('9:00', '16:30'));
    await page.goto('/admin/doctors?q=neuro');
    await fromMenu(admin, 'Dr. Nora New', 'Deactivate');
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('Nobody matches “neuro”').waitFor();
    await visitor.page.getByText('Dr. Nora New cannot be booked at the moment').waitFor();
    await page.getByRole('switch', { name: 'Show inactive' }).click({ force: true });
    await fromMenu(admin, 'Dr. Nora New', 'Reactivate');
    await page.getByRole('dialog').getByRole('button', { name: 'Reactivate' }).click();
    await expectFreeTimes(visitor.page, halfHours('9:00', '16:30'));

    await page.goto(`/admin/audit?doctor=${doctorId}`);
    for (const what of ['added the doctor', 'added weekly hours', 'deactivated the doctor']) {
      await page.getByText(what).first().waitFor();
    }
    await page.getByText('Alex Admin').first().waitFor();
    const filter = page.getByRole('combobox', { name: 'Doctor' });
    await expectValue(filter, 'Dr. Nora New');
    await page.locator('button[aria-label="Show all doctors"]').click();
    await expectValue(filter, '');
    await filter.fill('neurology nora');
    await page.getByRole('option', { name: 'Dr. Nora New' }).click();
    await page.waitForURL(`**/admin/audit?doctor=${doctorId}`);
  });
});

describe('a visit type', () => {
  it('is refused with times the clinic cannot keep, added, and offered to patients by a doctor', async () => {
    const doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Vera Kind');
    const { page } = admin;
    await page.goto('/admin/visit-types');
    await page.getByRole('button', { name: 'Add a visit type' }).first().click();
    const form = page.getByRole('dialog', { name: 'Add a visit type' });
    await form.getByLabel('Name').fill('Long talk');
    await form.getByRole('textbox', { name: 'Duration' }).fill('47');
    await form.getByRole('button', { name: 'Add visit type' }).click();
    await form.getByText('Must be a multiple of 5 minutes').waitFor();
    await form.getByRole('textbox', { name: 'Duration' }).fill('120');
    await form.getByRole('button', { name: 'Add visit type' }).click();
    await page.getByText('Long talk', { exact: true }).first().waitFor();
    await page.goto(`/admin/doctors?q=vera`);
    await fromMenu(admin, doctor.name, 'Edit');
    await page.getByLabel('Long talk (2 hours)').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Profile saved').waitFor();
    const visitor = await browser.open({ baseUrl: clinic.baseUrl });
    await visitor.page.goto(`/book/${doctor.id}?date=${dayFromNow(6)}`);
    await visitor.page
      .getByText(/^Long talk/)
      .first()
      .click();
    await expectFreeTimes(visitor.page, ['9:00', '11:00', '13:00', '15:00']);

    await fromMenu(admin, doctor.name, 'Edit');
    const own = page.getByRole('textbox', { name: 'Duration of Long talk with this doctor' });
    await own.fill('163');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Must be a multiple of 5 minutes').waitFor();
    await own.fill('160');
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expectFreeTimes(visitor.page, ['9:00', '11:40', '14:20']);
    await visitor.page.getByText('2 hours 40 minutes').first().waitFor();
    await page.goto('/admin/audit');
    await page.getByText('added a visit type').first().waitFor();
  });
});

describe('somebody at the front desk', () => {
  it('opens any doctor’s schedule and is told that Admin is not theirs', async () => {
    const doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Otto Open');
    const credentials = await inviteWithPassword(admin, clinic.baseUrl, {
      name: 'Dana Desk',
      role: 'front_desk',
    });
    const desk = await browser.open({ baseUrl: clinic.baseUrl });
    await signIn(desk, clinic.baseUrl, credentials);
    await desk.page.goto('/schedule');
    await desk.page.getByLabel('Search by name or specialty').fill('otto');
    await desk.page.getByRole('link', { name: /Dr\. Otto Open/ }).click();
    await desk.page.waitForURL(`**/schedule/${doctor.id}`);
    await desk.page.getByRole('button', { name: 'Mark unavailable' }).waitFor();
    await desk.page.goto('/admin/staff');
    await desk.page.getByText('This page is for admins').waitFor();
  });

  it('loses access the moment an admin disables the sign-in', async () => {
    const credentials = await inviteWithPassword(admin, clinic.baseUrl, {
      name: 'Gwen Gone',
      role: 'front_desk',
    });
    const gone = await browser.open({ baseUrl: clinic.baseUrl });
    await signIn(gone, clinic.baseUrl, credentials);
    await gone.page.goto('/schedule');
    await gone.page.getByRole('heading', { name: 'Schedules' }).waitFor();
    await admin.page.goto('/admin/staff');
    await fromMenu(admin, 'Gwen Gone', 'Disable');
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await admin.page.getByText('Sign-in disabled').waitFor();
    await gone.page.reload();
    await gone.page.getByText('Please sign in to see this page').waitFor();
  });
});

describe('holidays', () => {
  it('are read from a file whole or not at all, saved after a look at the visits, and close their dates', async () => {
    const doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Hedda Holiday');
    const date = dayFromNow(24);
    const file = (...lines: string[]) => ({
      name: 'holidays.ics',
      mimeType: 'text/calendar',
      buffer: Buffer.from(
        ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'),
      ),
    });
    const visitor = await browser.open({ baseUrl: clinic.baseUrl });
    await visitor.page.goto(`/book/${doctor.id}?date=${date}`);
    await expectFreeTimes(visitor.page, halfHours('9:00', '16:30'));
    const { page } = admin;
    await page.goto('/admin/holidays');
    const input = page.locator('input[type="file"]');
    const day = `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`;
    await input.setInputFiles(file(day, 'RRULE:FREQ=YEARLY', 'SUMMARY:Founding day'));
    await page.getByText(/^Line 4: RRULE is not supported/).waitFor();
    await page.getByText('No holidays yet.').waitFor();
    await input.setInputFiles(file(day, 'SUMMARY:Founding day'));
    await page.getByText('1 date was read.').waitFor();
    await page.getByRole('button', { name: 'Save holidays' }).click();
    await page.getByText('Holidays saved').first().waitFor();
    await expectFreeTimes(visitor.page, []);
    await expectAccessible(page);
    await page.goto(`/schedule/${doctor.id}?view=day&date=${date}`);
    await page.getByRole('button', { name: /^Holiday on .*: Founding day/ }).waitFor();
    await expectAccessible(page);
    await page.goto(`/schedule/${doctor.id}?tab=holidays`);
    await page.getByText('No holidays yet.').waitFor();
    await expectAccessible(page);
  });
});

/** Waits until the link of this part is the chosen one and wholly in view within the strip, which cuts off others. */
async function expectInStrip(page: Page, part: string): Promise<void> {
  const strip = page.getByRole('navigation', { name: 'Admin' });
  const chosen = strip.locator(`a[href="/admin/${part}"][aria-current="page"]`);
  await chosen.waitFor();
  await vi.waitFor(
    async () => {
      const [whole, link] = [await strip.boundingBox(), await chosen.boundingBox()];
      if (whole === null || link === null) {
        throw new Error('neither can be hidden');
      }
      // A device scrolls by whole pixels, and letters are no whole pixels wide.
      expect(link.x).toBeGreaterThan(whole.x - 1);
      expect(link.x + link.width).toBeLessThan(whole.x + whole.width + 1);
    },
    { timeout: 20_000 },
  );
}

describe('every part of the admin page', () => {
  it.each(['light', 'dark'] as const)(
    'fits a phone and has no serious accessibility problem (%s)',
    async (colorScheme) => {
      const phone = await browser.open({ baseUrl: clinic.baseUrl, viewport: PHONE, colorScheme });
      await signInAdmin(phone, clinic.baseUrl);
      for (const part of ['doctors', 'visit-types', 'holidays', 'staff', 'audit']) {
        await phone.page.goto(`/admin/${part}`);
        await expectInStrip(phone.page, part);
        await phone.page.getByRole('heading', { name: 'Admin' }).waitFor();
        await phone.page.waitForLoadState('networkidle');
        const [content, screen] = await phone.page.evaluate<[number, number]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        );
        expect.soft(content, part).toBeLessThanOrEqual(screen);
        await expectAccessible(phone.page);
      }
      const links = phone.page.getByRole('navigation', { name: 'Admin' });
      await links.getByRole('link', { name: 'Audit log', exact: true }).press('ArrowLeft');
      await links.getByRole('link', { name: 'Staff', exact: true }).press('Home');
      await links.getByRole('link', { name: 'Doctors', exact: true }).press('Enter');
      await expectInStrip(phone.page, 'doctors');
      await links.getByRole('link', { name: 'Holidays', exact: true }).click();
      await expectInStrip(phone.page, 'holidays');
    },
  );
});
