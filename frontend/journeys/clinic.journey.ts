import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserForJourneys, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectFreeTimes, freeSlot, halfHours, openUnavailability } from './support/pages.ts';
import { dayFromNow, registerPatient, signInAdmin } from './support/people.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;
let doctor: Window;
let patient: Window;
let doctorId = '';

const NAME = 'Dr. Hanna Brook';
const PASSWORD = 'a-password-of-my-own';

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  doctor = await browser.open({ baseUrl: clinic.baseUrl });
  patient = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
});

describe.sequential('a new clinic, by its pages alone', () => {
  let link = '';

  it('an admin adds a doctor and invites them', async () => {
    const { page } = admin;
    await page.goto('/admin/doctors');
    await page.getByRole('button', { name: 'Add a doctor' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Add doctor' }).click();
    // An empty form tells what is missing and stays open.
    expect(await form.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('Name').fill(NAME);
    await form.getByLabel('Specialty').fill('Cardiology');
    await form.getByRole('checkbox').first().waitFor();
    for (const box of await form.getByRole('checkbox').all()) {
      await box.check();
    }
    await form.getByRole('button', { name: 'Add doctor' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByText(NAME).first().waitFor();

    await page.goto('/admin/staff');
    await page
      .getByRole('button', { name: /^Invite/ })
      .first()
      .click();
    const invitation = page.getByRole('dialog');
    await invitation.getByRole('combobox', { name: /profile/ }).click();
    await page.getByRole('option', { name: NAME }).click();
    await invitation.getByLabel('E-mail').fill(`${randomUUID()}@example.org`);
    await invitation.getByRole('button', { name: 'Make the link' }).click();
    link = await invitation.getByLabel('One-time link').inputValue();
    expect(link).toContain('/invitation?token=');
  });

  it('the doctor accepts the invitation and sets weekly hours, copied to other days', async () => {
    const { page } = doctor;
    await page.goto(link);
    await page.getByRole('textbox', { name: 'New password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Set password' }).click();
    // The header has a link of this name, too: the page's own stands beside what it says.
    await page.getByText('Your password is set').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const members = await admin.context.request.get(`${clinic.baseUrl}/api/v1/staff`);
    const member = (await members.json()).items.find((item: { name: string }) => item.name === NAME);
    doctorId = member.doctorId;
    await page.getByLabel('E-mail').fill(member.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Schedule' }).waitFor();

    await page.getByRole('tab', { name: 'Weekly hours' }).click();
    await page.getByRole('link', { name: 'Add weekly hours' }).click();
    await page.getByLabel('Monday, window 1, from').fill('09:00');
    await page.getByLabel('Monday, window 1, to').fill('12:00');
    await page.getByRole('button', { name: 'Copy Monday to' }).click();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Save weekly hours' }).click();
    await page.getByText('Weekly hours saved').waitFor();
  });

  it('a patient finds the doctor by specialty and books; the doctor sees the visit come', async () => {
    await openUnavailability(doctor.page);
    await doctor.page.getByRole('tab', { name: 'Calendar' }).click();
    await registerPatient(patient, clinic.baseUrl, 'Paula Probe');
    const { page } = patient;
    await page.goto('/?search=cardio');
    await page
      .getByRole('link', { name: new RegExp(NAME) })
      .first()
      .click();
    await page.goto(`/book/${doctorId}?date=${dayFromNow(1)}`);
    await expectFreeTimes(page, halfHours('9:00', '11:30'));
    await freeSlot(page, '9:30').click();
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    // Tomorrow may lie in the next week of the calendar.
    await doctor.page.getByText('Day', { exact: true }).click();
    await doctor.page.getByRole('button', { name: /Next day/i }).click();
    await doctor.page.getByRole('button', { name: /Paula Probe/ }).waitFor();
  });

  it('an admin closes that day: the visit needs a decision, is kept, and the audit log says who did it', async () => {
    const { page } = admin;
    await openUnavailability(page, doctorId);
    await page.getByRole('button', { name: 'Mark unavailable' }).first().click();
    const form = page.getByRole('dialog').filter({ has: page.getByLabel('Reason') });
    await form.getByRole('switch', { name: 'Whole days' }).check({ force: true });
    await form.getByLabel('First day').fill(dayFromNow(1));
    await form.getByLabel('Last day').fill(dayFromNow(1));
    await form.getByLabel('Reason').fill('Inventory');
    await form.getByRole('button', { name: 'Mark unavailable' }).click();
    const decide = page.getByRole('dialog', { name: 'Booked visits need a decision' });
    expect(await decide.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await decide.getByRole('checkbox', { name: /Keep Paula Probe/ }).check();
    await decide.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Inventory').waitFor();
    await patient.page.goto('/appointments');
    await patient.page
      .getByRole('article')
      .filter({ hasText: NAME })
      .getByRole('button', { name: /^Cancel/ })
      .waitFor();
    await page.goto('/admin/audit');
    const entry = page.getByText('Inventory').first();
    await entry.waitFor();
    await page.getByText('Alex Admin').first().waitFor();
  });
});
