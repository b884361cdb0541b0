import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible, freeSlot } from './support/pages.ts';
import {
  dayFromNow,
  hireDoctor,
  inviteWithPassword,
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
let type: VisitType;
let desk: Window;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  type = await visitTypeNamed(admin, clinic.baseUrl, 'Consultation');
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Fay Family');
  desk = await browser.open({ baseUrl: clinic.baseUrl });
  const member = { name: 'Fred Front', role: 'front_desk' } as const;
  await signIn(desk, clinic.baseUrl, await inviteWithPassword(admin, clinic.baseUrl, member));
});

async function chooseTime({ page }: Window, days: number, time: string): Promise<void> {
  await page.goto(`/book/${doctor.id}?visit=${type.id}&date=${dayFromNow(days)}`);
  await freeSlot(page, time).click();
  await page.getByRole('button', { name: 'Book this visit' }).waitFor();
}

async function expectFits({ page }: Window): Promise<void> {
  const [content, screen] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  expect.soft(content, page.url()).toBeLessThanOrEqual(screen);
}

describe('a parent', () => {
  it('adds a child while booking and books for it, on a phone; the list says whose visit it is', async () => {
    const window = await browser.open({ baseUrl: clinic.baseUrl, viewport: PHONE, colorScheme: 'dark' });
    await registerPatient(window, clinic.baseUrl, 'Paula Parent');
    const { page } = window;
    await chooseTime(window, 3, '10:00');
    await page.getByLabel('Anything the doctor should know?').fill('She is shy');
    await page.getByRole('button', { name: /add a child/ }).click();
    const form = page.getByRole('dialog', { name: 'Add a child' });
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.getByText('Is needed').waitFor();
    await expectAccessible(page);
    await form.getByLabel('Name').fill('Mia Parent');
    await form.getByLabel('Date of birth').fill('2019-05-02');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.waitFor({ state: 'hidden' });
    const child = page.getByRole('radio', { name: 'Mia Parent' });
    await vi.waitFor(async () => expect(await child.isChecked()).toBe(true), { timeout: 20_000 });
    expect(await page.getByLabel('Anything the doctor should know?').inputValue()).toBe('She is shy');
    await expectFits(window);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByText('Booked for Mia Parent.').waitFor();
    await page.getByRole('link', { name: 'My visits' }).first().click();
    await page.getByRole('article').filter({ hasText: 'For Mia Parent' }).waitFor();
    await expectFits(window);
    await expectAccessible(page);
  });

  it('keeps the people they book for under their visits and changes what is known of them', async () => {
    const window = await browser.open({ baseUrl: clinic.baseUrl });
    await registerPatient(window, clinic.baseUrl, 'Piet Parent');
    const { page } = window;
    await page.goto('/appointments');
    await page.getByRole('button', { name: 'Add a child' }).click();
    const form = page.getByRole('dialog', { name: 'Add a child' });
    await form.getByLabel('Name').fill('Tom Parent');
    await form.getByLabel('Date of birth').fill('2021-01-31');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('born 31 January 2021').waitFor();
    await page.getByRole('button', { name: 'Change Tom Parent' }).click();
    const details = page.getByRole('dialog', { name: 'Details of Tom Parent' });
    await details.getByLabel('Telephone').fill('+49 30 1234');
    await details.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/born 31 January 2021 · \+49 30 1234/).waitFor();
    await expectAccessible(page);
  });
});

describe('the front desk', () => {
  it('books for somebody without an e-mail, who is added in place; the same person is not added twice by accident', async () => {
    const { page } = desk;
    await chooseTime(desk, 4, '11:00');
    await page.getByRole('button', { name: 'New patient' }).click();
    const form = page.getByRole('dialog', { name: 'New patient' });
    await form.getByLabel('Name').fill('Gustav Old');
    await form.getByLabel('Date of birth').fill('1941-03-01');
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Add and choose' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByText('Booked for Gustav Old.').waitFor();

    await page.goto('/patients');
    await page.getByRole('button', { name: 'New patient' }).first().click();
    await form.getByLabel('Name').fill('gustav old');
    await form.getByLabel('Date of birth').fill('1941-03-01');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.getByText(/already$/).waitFor();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Use this record' }).click();
    const known = page.getByRole('dialog', { name: 'Gustav Old' });
    await known.getByText('1 March 1941').waitFor();
    await known.getByText(/Consultation with Dr. Fay Family/).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByLabel('Search patients').fill('1941-03-01');
    await vi.waitFor(async () => expect(await page.getByRole('button', { name: /^Open / }).count()).toBe(1), {
      timeout: 20_000,
    });
  });

  it('books a taken time on purpose, with a reason', async () => {
    const { page } = desk;
    const patient = await browser.open({ baseUrl: clinic.baseUrl });
    await registerPatient(patient, clinic.baseUrl, 'Paul First');
    const date = dayFromNow(5);
    await bookVisit(patient, clinic.baseUrl, doctor, { date, time: '12:00', visitTypeId: type.id });
    await page.goto(`/book/${doctor.id}?visit=${type.id}&date=${date}`);
    await page.getByLabel('Another time of this day').fill('12:00');
    await page.getByRole('button', { name: 'Choose', exact: true }).click();
    await page.getByRole('combobox', { name: 'Patient' }).fill('Gustav');
    await page.getByRole('option', { name: /Gustav Old/ }).click();
    await page.getByRole('button', { name: 'Book anyway…' }).click();
    await page.getByRole('button', { name: 'Book over it' }).click();
    await page.getByText('Say why.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Why is this time booked anyway?').fill('Emergency');
    await page.getByRole('button', { name: 'Book over it' }).click();
    await page.getByText('Booked for Gustav Old.').waitFor();
  });

  it('hands out a link with which a patient takes over the record', async () => {
    const { page } = desk;
    await page.goto('/patients?search=Gustav');
    await page.getByRole('button', { name: 'Open Gustav Old' }).click();
    await page.getByRole('button', { name: 'Link to sign in…' }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByLabel('One-time link').inputValue();
    const patient = await browser.open({ baseUrl: clinic.baseUrl, viewport: PHONE });
    await registerPatient(patient, clinic.baseUrl, 'Gus Old');
    const { pathname, search } = new URL(link);
    await patient.page.goto(`${pathname}${search}`);
    await patient.page.getByLabel('Date of birth').fill('1941-03-01');
    await expectAccessible(patient.page);
    await patient.page.getByRole('button', { name: 'This is me' }).click();
    await patient.page.getByRole('link', { name: 'My visits' }).last().click();
    await patient.page.getByRole('article').first().waitFor();
    await expectFits(patient);
  });
});
