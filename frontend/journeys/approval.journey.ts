import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { localDateOf } from '@openslot/shared/time/zone';
import { beforeAll, describe, it } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible, freeSlot } from './support/pages.ts';
import {
  CLINIC_ZONE,
  dayFromNow,
  hireDoctor,
  inviteWithPassword,
  type JourneyDoctor,
  registerPatient,
  signIn,
  signInAdmin,
} from './support/people.ts';
import { addApprovalType, bookNext, bookVisit } from './support/visits.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;
let doctor: JourneyDoctor;
let type: VisitType;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  type = await addApprovalType(admin, clinic.baseUrl, 'First visit');
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Ada Ask');
});

async function doctorsWindow(phone = false): Promise<Window> {
  const window = await browser.open({
    baseUrl: clinic.baseUrl,
    ...(phone ? { viewport: PHONE, colorScheme: 'dark' } : {}),
  });
  await signIn(window, clinic.baseUrl, doctor.credentials);
  return window;
}

async function patientsWindow(name: string): Promise<Window> {
  const window = await browser.open({ baseUrl: clinic.baseUrl });
  await registerPatient(window, clinic.baseUrl, name);
  return window;
}

describe('a visit that needs approval', () => {
  it('is asked for, seen at once by the doctor, confirmed in two clicks, and seen confirmed by the patient', async () => {
    const { page } = await doctorsWindow();
    await page.goto('/schedule');
    await page.getByRole('tab', { name: 'Requests' }).waitFor();
    const patient = await patientsWindow('Paula Asks');
    await patient.page.goto(`/book/${doctor.id}?visit=${type.id}&date=${dayFromNow(3)}`);
    await freeSlot(patient.page, '10:00').click();
    await patient.page.getByLabel('Anything the doctor should know?').fill('My first time here');
    await patient.page.getByRole('button', { name: 'Ask for this visit' }).click();
    await patient.page.getByRole('heading', { name: 'Your request was sent' }).waitFor();
    await expectAccessible(patient.page);

    // Nobody reloads from here on.
    await page.getByRole('tab', { name: /Requests.*1/ }).click();
    await page.getByText('My first time here').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Confirm request of Paula Asks/ }).click();
    await page.getByText('No open requests').waitFor();
    await patient.page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    await patient.page.getByRole('main').getByRole('link', { name: 'My visits' }).click();
    await patient.page.getByText('Confirmed', { exact: true }).waitFor();
  });

  it('is declined with a reason, which the patient reads; its time is offered again', async () => {
    const patient = await patientsWindow('Pablo Late');
    const visit = { date: dayFromNow(4), time: '11:00', visitTypeId: type.id };
    await bookVisit(patient, clinic.baseUrl, doctor, visit);
    await patient.page.goto('/appointments');
    await patient.page.getByText('Waiting for the clinic to confirm').waitFor();
    const window = await doctorsWindow(true);
    const { page } = window;
    await page.goto(`/schedule?tab=requests`);
    await page.getByRole('button', { name: /^Decline request of Pablo Late/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Decline this request?' });
    await dialog.getByRole('button', { name: 'Decline the request' }).click();
    await dialog.getByText('Say why: the patient is told it.').waitFor();
    await expectAccessible(page);
    await dialog.getByLabel('Reason for declining').fill('Please see a surgeon');
    await dialog.getByRole('button', { name: 'Decline the request' }).click();
    await page.getByText('No open requests').waitFor();
    await patient.page.getByText('Reason: Please see a surgeon').waitFor();
    await patient.page.getByText('The clinic could not confirm this request').waitFor();
    await expectAccessible(patient.page);
    await bookVisit(await patientsWindow('Pia Next'), clinic.baseUrl, doctor, visit);
  });
});

describe('the front desk', () => {
  it('sees the requests of all doctors and confirms them; a calendar that is open shows it', async () => {
    const patient = await patientsWindow('Petra Desk');
    const date = dayFromNow(5);
    await bookVisit(patient, clinic.baseUrl, doctor, { date, time: '12:00', visitTypeId: type.id });
    const { page } = await doctorsWindow();
    await page.goto(`/schedule?date=${date}&view=day`);
    await page.getByRole('button', { name: /Visit, requested: ?Petra Desk/ }).click();
    const visit = page.getByRole('dialog', { name: 'Visit' });
    await visit.getByText('Requested').waitFor();
    const desk = await browser.open({ baseUrl: clinic.baseUrl });
    const member = { name: 'Fred Front', role: 'front_desk' } as const;
    await signIn(desk, clinic.baseUrl, await inviteWithPassword(admin, clinic.baseUrl, member));
    await desk.page.goto('/schedule');
    await desk.page.getByRole('button', { name: /^Confirm request of Petra Desk/ }).click();
    // The open dialog and the calendar behind it follow.
    await visit.getByText('Confirmed').waitFor();
    await visit.getByRole('button', { name: 'Cancel this visit' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Visit, confirmed: ?Petra Desk/ }).waitFor();
  });
});

describe('a doctor', () => {
  it('books another visit for a patient of theirs, at a taken time with a reason; without it they can only look', async () => {
    const [date, other] = [dayFromNow(6), dayFromNow(7)];
    const patient = await patientsWindow('Pina Again');
    await bookVisit(patient, clinic.baseUrl, doctor, { date, time: '13:00', visitTypeId: type.id });
    const first = { date: other, time: '14:00', visitTypeId: type.id };
    await bookVisit(await patientsWindow('Per First'), clinic.baseUrl, doctor, first);
    const { page } = await doctorsWindow();
    const main = page.getByRole('main');
    await page.goto(`/book/${doctor.id}?visit=${type.id}&date=${other}`);
    await freeSlot(page, '15:00').click();
    await main.getByText('open one of their visits in your schedule').waitFor();
    await page.goto(`/schedule?date=${date}&view=day`);
    await page.getByRole('button', { name: /Visit, requested: ?Pina Again/ }).click();
    const visit = page.getByRole('dialog', { name: 'Visit' });
    const link = visit.getByRole('link', { name: 'Book another visit for Pina Again' });
    const address = await link.getAttribute('href');
    await link.click();
    await page.getByRole('heading', { name: /^Book a visit with Dr. Ada Ask/ }).waitFor();
    await page.goto(`${address}&date=${other}`);
    await main.getByLabel('Another time of this day').fill('14:00');
    await main.getByRole('button', { name: 'Choose', exact: true }).click();
    await main.getByText('For Pina Again').waitFor();
    await main.getByRole('button', { name: 'Book anyway…' }).click();
    await main.getByLabel('Why is this time booked anyway?').fill('The wound has to be seen');
    await expectAccessible(page);
    await main.getByRole('button', { name: 'Book over it' }).click();
    await main.getByText('Booked for Pina Again.').waitFor();
  });
});

describe('a visit of today', () => {
  it('arrives, which can be taken back, begins and ends; another window follows', async () => {
    const everyDay = [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({ dayOfWeek, start: '00:00', end: '24:00' }));
    const round = await hireDoctor(admin, clinic.baseUrl, 'Dr. Nora Clock', everyDay);
    const patient = await patientsWindow('Paul Today');
    const visit = await bookNext(patient, clinic.baseUrl, round, type.id);
    const date = localDateOf(CLINIC_ZONE, Date.parse(visit.startsAt));
    const other = await browser.openTab(admin);
    await other.page.goto(`/schedule/${round.id}?date=${date}&view=day`);
    await other.page.getByRole('button', { name: /Visit, requested: ?Paul Today/ }).waitFor();
    const { page } = await browser.openTab(admin);
    await page.goto(`/schedule/${round.id}?date=${date}&view=day`);
    await page.getByRole('button', { name: /Visit, requested: ?Paul Today/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Visit' });
    await dialog.getByRole('button', { name: 'Confirm request' }).click();
    await dialog.getByRole('button', { name: 'Arrived' }).click();
    await dialog.getByText(/^since /).waitFor();
    await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
    await dialog.getByRole('button', { name: 'Arrived' }).click();
    await dialog.getByRole('button', { name: 'Start' }).click();
    await dialog.getByText('In progress').waitFor();
    await expectAccessible(page);
    await other.page.getByRole('button', { name: /Visit, in progress: ?Paul Today/ }).waitFor();
    await dialog.getByRole('button', { name: 'Complete' }).click();
    await dialog.getByText('Completed').waitFor();
    await other.page.getByRole('button', { name: /Visit, completed: ?Paul Today/ }).waitFor();
  });
});
