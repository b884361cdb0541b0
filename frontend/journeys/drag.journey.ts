import { holdSlot } from '@openslot/shared/contracts/holds';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { addDays, dayOfWeek } from '@openslot/shared/time/local-date';
import { wallClockToInstant } from '@openslot/shared/time/zone';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible, freeSlot, slot } from './support/pages.ts';
import {
  CLINIC_ZONE,
  dayFromNow,
  hireDoctor,
  type JourneyDoctor,
  registerPatient,
  send,
  signIn,
  signInAdmin,
} from './support/people.ts';
import { bookVisit, visitTypeNamed } from './support/visits.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let doctor: JourneyDoctor;
let type: VisitType;
let desk: Window;

/** A Tuesday: the day after it is in the same week, wherever weeks begin. */
const tuesday = nextTuesday(dayFromNow(3));
const wednesday = addDays(tuesday, 1);
const thursday = addDays(tuesday, 2);

function nextTuesday(from: string): string {
  return addDays(from, (2 - dayOfWeek(from) + 7) % 7);
}

beforeAll(async () => {
  clinic = await program.start();
  const admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  type = await visitTypeNamed(admin, clinic.baseUrl, 'Consultation');
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Dora Drag');
  desk = await browser.open({ baseUrl: clinic.baseUrl });
  await signIn(desk, clinic.baseUrl, doctor.credentials);
});

async function patientWith(name: string, date: string, time: string): Promise<Window> {
  const patient = await browser.open({ baseUrl: clinic.baseUrl });
  await registerPatient(patient, clinic.baseUrl, name);
  await bookVisit(patient, clinic.baseUrl, doctor, { date, time, visitTypeId: type.id });
  return patient;
}

async function openWeek(page: Page): Promise<void> {
  await page.goto(`/schedule?date=${tuesday}&view=week`);
}

const visitOf = (page: Page, name: string): Locator => page.getByRole('button', { name: new RegExp(name) });
const words = (page: Page): Locator => page.locator('[data-drag-words]');
const inColumn = (page: Page, date: string, name: string): Locator =>
  page.locator(`[data-date="${date}"]`).getByRole('button', { name: new RegExp(name) });

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where a time of a date is on the screen now. */
async function spotOf(page: Page, date: string, time: string): Promise<Spot> {
  const box = await page.locator(`[role="group"][data-date="${date}"]`).boundingBox();
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  if (box === null) {
    throw new Error(`no column of ${date}`);
  }
  return { x: box.x + box.width / 2, y: box.y + (box.height * (hours * 60 + minutes)) / 1440 };
}

/** Takes a visit by the middle and carries it so that it would begin at `to`; does not let go. */
async function carry(page: Page, name: string, to: { date: string; time: string }): Promise<void> {
  const box = await visitOf(page, name).boundingBox();
  if (box === null) {
    throw new Error(`no visit of ${name} is seen`);
  }
  const grip = box.height / 2;
  await page.mouse.move(box.x + 20, box.y + grip);
  await page.mouse.down();
  const { x, y } = await spotOf(page, to.date, to.time);
  await page.mouse.move(x, y + grip, { steps: 8 });
}

/** One finger on this screen. */
async function fingerOn({ context, page }: Window) {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  return (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Spot) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [at] });
}

const undo = (page: Page): Locator =>
  page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' });

describe('a doctor', () => {
  it('drags a visit to another hour and takes it back; whoever books sees both times change hands', async () => {
    await patientWith('Dan Dragged', tuesday, '10:00');
    const watcher = await browser.open({ baseUrl: clinic.baseUrl });
    await watcher.page.goto(`/book/${doctor.id}?visit=${type.id}&date=${tuesday}`);
    await freeSlot(watcher.page, '12:00').waitFor();
    const { page } = desk;
    await openWeek(page);
    await visitOf(page, 'Dan Dragged').waitFor();
    await carry(page, 'Dan Dragged', { date: tuesday, time: '12:00' });
    await words(page).getByText('12:00–12:30').waitFor();
    await page.mouse.up();
    await visitOf(page, 'Dan Dragged.*12:00').waitFor();
    await slot(watcher.page, '10:00', 'being booked').waitFor();
    await freeSlot(watcher.page, '12:00').waitFor({ state: 'detached' });
    await undo(page).click();
    await visitOf(page, 'Dan Dragged.*10:00').waitFor();
    await freeSlot(watcher.page, '12:00').waitFor();
    await slot(watcher.page, '10:00', 'being booked').waitFor({ state: 'detached' });
    expect(await freeSlot(watcher.page, '10:00').count()).toBe(0);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('drags a visit to another day; Escape leaves it where it was, and a click still opens it', async () => {
    await patientWith('Eve Elsewhere', tuesday, '09:00');
    const { page } = desk;
    await openWeek(page);
    await visitOf(page, 'Eve Elsewhere').waitFor();
    await carry(page, 'Eve Elsewhere', { date: wednesday, time: '11:05' });
    await words(page).getByText('11:05–11:35').waitFor();
    await page.keyboard.press('Escape');
    await words(page).waitFor({ state: 'detached' });
    await page.mouse.up();
    await inColumn(page, tuesday, 'Eve Elsewhere.*9:00').click();
    await page.getByRole('dialog', { name: 'Visit' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await carry(page, 'Eve Elsewhere', { date: wednesday, time: '11:05' });
    await page.mouse.up();
    await inColumn(page, wednesday, 'Eve Elsewhere.*11:05').waitFor();
    await page.getByText('Visit moved').waitFor();
  });

  it('drops a visit on another one or outside the hours: nothing changes, and the dialog asks for a time', async () => {
    await patientWith('Fay First', thursday, '10:00');
    await patientWith('Sam Second', thursday, '11:00');
    const { page } = desk;
    await openWeek(page);
    await visitOf(page, 'Sam Second').waitFor();
    const dialog = page.getByRole('dialog', { name: 'Move this visit' });
    await carry(page, 'Fay First', { date: thursday, time: '11:10' });
    await words(page).getByText('Meets the visit of Sam Second').waitFor();
    await page.mouse.up();
    await dialog.getByText('Meets the visit of Sam Second').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await carry(page, 'Fay First', { date: wednesday, time: '08:40' });
    await words(page).getByText('Outside the working hours').waitFor();
    await page.mouse.up();
    await dialog.getByText('Outside the working hours').waitFor();
    await dialog.getByRole('button', { name: 'Leave it where it is' }).click();
    await dialog.waitFor({ state: 'detached' });
    await inColumn(page, thursday, 'Fay First.*10:00').waitFor();
    expect(await page.getByText('Visit moved').count()).toBe(0);
  });

  it('drops a visit where somebody is booking: it goes back, and the nearest free times are offered', async () => {
    await patientWith('Gus Gone', wednesday, '10:00');
    const patient = await browser.open({ baseUrl: clinic.baseUrl });
    await registerPatient(patient, clinic.baseUrl, 'Hal Holding');
    const startsAt = new Date(wallClockToInstant(CLINIC_ZONE, wednesday, '12:30')).toISOString();
    const body = { doctorId: doctor.id, visitTypeId: type.id, startsAt };
    await send(patient.context, clinic.baseUrl, holdSlot, { body });
    const { page } = desk;
    await openWeek(page);
    await visitOf(page, 'Gus Gone').waitFor();
    await page.locator(`[data-date="${wednesday}"]`).getByText('Being booked until').waitFor();
    await expectAccessible(page);
    await carry(page, 'Gus Gone', { date: wednesday, time: '12:30' });
    await words(page).getByText('Somebody is booking this time').waitFor();
    await page.mouse.up();
    const dialog = page.getByRole('dialog', { name: 'Move this visit' });
    const refusal = dialog.getByRole('alert');
    await refusal.getByText('Closest free times:').waitFor();
    await expectAccessible(page);
    await inColumn(page, wednesday, 'Gus Gone.*10:00').waitFor();
    await refusal.getByRole('button').first().click();
    await dialog.getByRole('button', { name: /^Move to/ }).click();
    await page.getByText('Visit moved').waitFor();
  });

  it('drags beyond what is seen: the calendar scrolls until the visit is let go', async () => {
    await patientWith('Ida Down', tuesday, '11:00');
    const { page } = desk;
    await openWeek(page);
    await visitOf(page, 'Ida Down').waitFor();
    const box = await page.locator('[data-calendar-scroll]').boundingBox();
    await carry(page, 'Ida Down', { date: tuesday, time: '12:00' });
    await page.mouse.move(
      box === null ? 0 : box.x + box.width / 2,
      box === null ? 0 : box.y + box.height - 6,
    );
    await words(page).getByText('Outside the working hours').waitFor();
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await words(page).waitFor({ state: 'detached' });
    expect(await visitOf(page, 'Ida Down.*11:00').count()).toBe(1);
  });

  it('holds a visit with a finger on a phone, then carries it to another hour', async () => {
    await patientWith('Tom Touched', thursday, '13:00');
    const phone = await browser.open({ baseUrl: clinic.baseUrl, viewport: PHONE, colorScheme: 'dark' });
    await signIn(phone, clinic.baseUrl, doctor.credentials);
    const { page } = phone;
    await page.goto(`/schedule?date=${thursday}&view=day`);
    const visit = visitOf(page, 'Tom Touched');
    await visit.waitFor();
    await visit.scrollIntoViewIfNeeded();
    const finger = await fingerOn(phone);
    const box = await visit.boundingBox();
    const from = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
    await finger('touchStart', from);
    await words(page).getByText('Where it is now').waitFor();
    const above = await spotOf(page, thursday, '12:20');
    await finger('touchMove', { x: from.x, y: above.y + (box?.height ?? 0) / 2 + 20 });
    await finger('touchMove', { x: from.x, y: above.y + (box?.height ?? 0) / 2 });
    await words(page).getByText('12:20–12:50').waitFor();
    await finger('touchEnd');
    await visitOf(page, 'Tom Touched.*12:20').waitFor();
    await page.getByText('Visit moved').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
