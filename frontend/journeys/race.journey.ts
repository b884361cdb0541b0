import { beforeAll, describe, expect, it } from 'vitest';
import { browserForJourneys, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { book, holdBar, holdsOf, releaseAll, waitUntilHeld } from './support/holds.ts';
import { expectAccessible, freeSlot, openBooking, slot } from './support/pages.ts';
import {
  dayFromNow,
  hireDoctor,
  type JourneyDoctor,
  registerPatient,
  signInAdmin,
} from './support/people.ts';

const NOTE = 'I cannot climb stairs.';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;
let doctor: JourneyDoctor;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Ron Race');
});

async function patientWithAnyDoctor(name: string, date: string): Promise<Window> {
  const window = await browser.open({ baseUrl: clinic.baseUrl });
  await registerPatient(window, clinic.baseUrl, name);
  await window.page.goto(`/book/any/General%20medicine?date=${date}`);
  await slot(window.page, '15:00', 'free$').waitFor();
  return window;
}

async function patient(name: string, date: string): Promise<Window> {
  const window = await browser.open({ baseUrl: clinic.baseUrl });
  await registerPatient(window, clinic.baseUrl, name);
  await openBooking(window.page, doctor, date);
  return window;
}

const note = ({ page }: Window) => page.getByLabel('Anything the doctor should know?');
const taken = ({ page }: Window) =>
  page.getByRole('alert').filter({ hasText: 'This time has just been taken' });

describe('two patients who want the same time at once', () => {
  it('one gets it; the other is shown the three closest and books one with a click, the note still there', async () => {
    const date = dayFromNow(5);
    const both = [await patient('Pat Left', date), await patient('Pat Right', date)];
    await Promise.all(both.map(({ page }) => freeSlot(page, '10:00').click()));
    await Promise.all(both.map((window) => note(window).fill(NOTE)));
    const outcomes = both.map((window) =>
      Promise.race([
        waitUntilHeld(window.page).then(() => 'held'),
        // Whoever came late may have found the time being booked, and says so in the same words.
        taken(window)
          .waitFor()
          .then(() => 'taken'),
      ]),
    );
    const told = await Promise.all(outcomes);
    expect([...told].sort()).toEqual(['held', 'taken']);
    const [winner, loser] = told[0] === 'held' ? both : [...both].reverse();
    if (winner === undefined || loser === undefined) {
      throw new Error('two people were here');
    }
    await winner.page.getByRole('button', { name: 'Book this visit' }).click();
    await winner.page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    await expectAccessible(loser.page);
    const alternatives = taken(loser).getByRole('button');
    expect(await alternatives.count()).toBe(3);
    await alternatives.filter({ hasText: '10:30' }).click();
    await waitUntilHeld(loser.page);
    expect(await note(loser).inputValue()).toBe(NOTE);
    await loser.page.getByRole('button', { name: 'Book this visit' }).click();
    await loser.page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    await loser.page.getByText(/10:30/).first().waitFor();
  });

  it('a hold that ended meanwhile is no hindrance while the time is free', async () => {
    const window = await patient('Pat Late', dayFromNow(6));
    await freeSlot(window.page, '11:00').click();
    await waitUntilHeld(window.page);
    await releaseAll(window, clinic.baseUrl);
    await holdBar(window.page).getByText('Hold ended', { exact: true }).waitFor();
    await window.page.getByRole('button', { name: 'Book this visit' }).click();
    await window.page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
  });

  it('a hold that ended and whose time went to somebody else is told at once, and the list is fresh', async () => {
    const date = dayFromNow(7);
    const [slow, quick] = [await patient('Pat Slow', date), await patient('Pat Quick', date)];
    await freeSlot(slow.page, '12:00').click();
    await waitUntilHeld(slow.page);
    await note(slow).fill(NOTE);
    const [held] = await holdsOf(slow, clinic.baseUrl);
    if (held === undefined) {
      throw new Error('the time was held');
    }
    await releaseAll(slow, clinic.baseUrl);
    await book(quick, clinic.baseUrl, held);
    await taken(slow).waitFor();
    expect(await slow.page.getByRole('button', { name: 'Book this visit' }).isDisabled()).toBe(true);
    await taken(slow).getByRole('button').first().click();
    await waitUntilHeld(slow.page);
    expect(await note(slow).inputValue()).toBe(NOTE);
    await slow.page.getByRole('button', { name: 'Other times' }).click();
    await freeSlot(slow.page, '13:00').waitFor();
    await slot(slow.page, '12:00').waitFor({ state: 'detached' });
  });

  it('of any doctor: one holds the time with the first of them, the other is offered the other doctor', async () => {
    await hireDoctor(admin, clinic.baseUrl, 'Dr. Ada Race');
    const date = dayFromNow(8);
    const both = [
      await patientWithAnyDoctor('Pat Any', date),
      await patientWithAnyDoctor('Pat Whoever', date),
    ];
    await Promise.all(both.map(({ page }) => slot(page, '15:00', 'free$').click()));
    const gone = ({ page }: Window) =>
      page.getByRole('alert').filter({ hasText: 'Dr. Ada Race is no longer free at this time' });
    const told = await Promise.all(
      both.map((window) =>
        Promise.race([
          waitUntilHeld(window.page).then(() => 'held'),
          gone(window)
            .waitFor()
            .then(() => 'taken'),
        ]),
      ),
    );
    expect([...told].sort()).toEqual(['held', 'taken']);
    const [winner, loser] = told[0] === 'held' ? both : [...both].reverse();
    if (winner === undefined || loser === undefined) {
      throw new Error('two people were here');
    }
    await note(loser).fill(NOTE);
    await loser.page.getByRole('radio', { name: 'Dr. Ron Race' }).click();
    await waitUntilHeld(loser.page);
    expect(await note(loser).inputValue()).toBe(NOTE);
    for (const { page } of [winner, loser]) {
      await page.getByRole('button', { name: 'Book this visit' }).click();
      await page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    }
    await winner.page.getByText('Dr. Ada Race').first().waitFor();
    await loser.page.getByText('Dr. Ron Race').first().waitFor();
  });
});
