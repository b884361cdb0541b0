import { randomUUID } from 'node:crypto';
import { createPatient } from '@openslot/shared/contracts/patients';
import type { Page } from 'playwright-core';
import { beforeAll, describe, it, vi } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible } from './support/pages.ts';
import { dayFromNow, hireDoctor, inviteWithPassword, send, signIn, signInAdmin } from './support/people.ts';
import { bookVisit, visitTypeNamed } from './support/visits.ts';

const browser = browserForJourneys();
const program = clinicProcess({ demo: true });
const EMAIL = `${randomUUID()}@example.org`;
let clinic: ClinicProcess;
let admin: Window;
let patient: Window;

beforeAll(async () => {
  clinic = await program.start();
  const { baseUrl } = clinic;
  admin = await browser.open({ baseUrl });
  await signInAdmin(admin, baseUrl);
  const doctor = await hireDoctor(admin, baseUrl, 'Dr. Paul Post');
  const desk = await browser.open({ baseUrl });
  const member = { name: 'Fritz Front', role: 'front_desk' } as const;
  await signIn(desk, baseUrl, await inviteWithPassword(admin, baseUrl, member));
  const known = { name: 'Pia Poste', birthDate: '1979-04-12', email: EMAIL, phone: null };
  const { patient: record } = await send(desk.context, baseUrl, createPatient, { body: known });
  const type = await visitTypeNamed(desk, baseUrl, 'Consultation');
  const date = dayFromNow(3);
  await bookVisit(desk, baseUrl, doctor, {
    date,
    time: '10:00',
    visitTypeId: type.id,
    patientId: record.id,
  });
  patient = await browser.open({ baseUrl, viewport: PHONE });
});

/** Opens a mail in the admin's mailbox as soon as it is there, and gives the path of its link. */
async function linkFromMailbox(subject: string): Promise<string> {
  const { page } = admin;
  await page.goto('/admin/mailbox');
  const main = page.getByRole('main');
  const mail = main.getByRole('button', { name: new RegExp(`^${subject} To ${EMAIL}`) });
  await vi.waitFor(
    async () => {
      await main.getByRole('button', { name: 'Refresh', exact: true }).click();
      await mail.waitFor({ timeout: 2_000 });
    },
    { timeout: 30_000 },
  );
  await mail.click();
  const link = main
    .getByRole('region', { name: new RegExp(`^${subject}`) })
    .getByRole('link', { name: /token=/ });
  await link.waitFor();
  await expectAccessible(page);
  const { pathname, search } = new URL((await link.getAttribute('href')) ?? '');
  return `${pathname}${search}`;
}

const main = (page: Page) => page.getByRole('main');

describe('a patient whom the desk knows', () => {
  it('[PT4] [PT5] confirms the address by the link in the mail, gives the date of birth and sees the visit', async () => {
    const { page } = patient;
    await page.goto('/sign-up?next=/appointments');
    await main(page).getByLabel('Your name').fill('Pia Poste');
    await main(page).getByLabel('E-mail').fill(EMAIL);
    await main(page).getByLabel('Password', { exact: true }).fill('a first password');
    await main(page).getByRole('button', { name: 'Create account' }).click();
    await main(page).getByText('Please confirm your e-mail address').waitFor();
    await main(page).getByText('You have no visit planned').waitFor();
    await expectAccessible(page);

    await page.goto(await linkFromMailbox('Please confirm your e-mail address'));
    await main(page).getByText('Thank you, your address is confirmed').waitFor();
    await expectAccessible(page);
    await main(page).getByRole('link', { name: 'My visits' }).click();

    await main(page).getByRole('button', { name: 'Change Pia Poste' }).click();
    const details = page.getByRole('dialog', { name: 'Details of Pia Poste' });
    await details.getByLabel('Date of birth').fill('1979-04-12');
    await details.getByRole('button', { name: 'Save' }).click();
    await details.waitFor({ state: 'hidden' });
    await main(page).getByRole('article').filter({ hasText: 'Dr. Paul Post' }).waitFor();
  });

  it('[ML7] who forgot the password chooses another one with the link in the mail', async () => {
    const { page } = await browser.open({ baseUrl: clinic.baseUrl });
    await page.goto('/sign-in?next=/appointments');
    await main(page).getByRole('link', { name: 'Forgot your password?' }).click();
    await main(page).getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    await main(page).getByLabel('E-mail').fill(EMAIL);
    await expectAccessible(page);
    await main(page).getByRole('button', { name: 'Send the link' }).click();
    await main(page).getByText('A link is on its way').waitFor();

    await page.goto(await linkFromMailbox('Choose a new password'));
    await main(page).getByLabel('New password', { exact: true }).fill('a second password');
    await expectAccessible(page);
    await main(page).getByRole('button', { name: 'Set password' }).click();
    await main(page).getByText('Your password is set').waitFor();
    await page.goto('/sign-in?next=/appointments');
    await main(page).getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    await main(page).getByLabel('E-mail').fill(EMAIL);
    await main(page).getByLabel('Password', { exact: true }).fill('a second password');
    await main(page).getByRole('button', { name: 'Sign in', exact: true }).click();
    await main(page).getByRole('article').filter({ hasText: 'Dr. Paul Post' }).waitFor();
  });
});
