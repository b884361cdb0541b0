import type { Page, Route } from 'playwright-core';
import { beforeAll, describe, it } from 'vitest';
import { browserForJourneys, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible, expectValue } from './support/pages.ts';
import { dayFromNow, hireDoctor, type JourneyDoctor, signIn, signInAdmin } from './support/people.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;
let doctor: JourneyDoctor;
let own: Window;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Olga Ownedits');
  own = await browser.open({ baseUrl: clinic.baseUrl });
  await signIn(own, clinic.baseUrl, doctor.credentials);
});

const UNAVAILABILITY = '**/api/v1/doctors/*/unavailability';

async function openDay(page: Page, date: string, doctorId = ''): Promise<void> {
  await page.goto(`/schedule${doctorId === '' ? '' : `/${doctorId}`}?date=${date}&view=day`);
  await page.getByRole('group', { name: /working/ }).waitFor();
}

/** The form of a new block from nine to five, filled in. */
async function fillForm(page: Page, reason: string) {
  await page.getByRole('main').getByRole('button', { name: 'Mark unavailable' }).click();
  const form = page.getByRole('dialog', { name: 'Mark unavailable' });
  await form.getByLabel('Reason').fill(reason);
  return form;
}

/** Keeps the next request that marks time until it is let go with what shall become of it. */
async function holdBack(page: Page): Promise<(go: (route: Route) => Promise<void>) => Promise<void>> {
  let held: (route: Route) => void = () => undefined;
  const arrived = new Promise<Route>((resolve) => {
    held = resolve;
  });
  await page.route(UNAVAILABILITY, (route) =>
    route.request().method() === 'POST' ? held(route) : route.fallback(),
  );
  return async (go) => {
    await go(await arrived);
    await page.unroute(UNAVAILABILITY);
  };
}

describe('a change of the own schedule', () => {
  it('[RT32] is seen before the server has answered, and says that it is being saved', async () => {
    const { page } = own;
    await openDay(page, dayFromNow(12));
    const letGo = await holdBack(page);
    const form = await fillForm(page, 'Slow line');
    await form.getByRole('button', { name: 'Mark unavailable' }).click();
    const block = page.getByRole('button', { name: /^Unavailable: Slow line/ });
    await block.getByText('Saving…').waitFor();
    await form.waitFor({ state: 'hidden' });
    await expectAccessible(page);
    await letGo((route) => route.continue());
    await block.getByText('Saving…').waitFor({ state: 'detached' });
    await page.getByText('Saving your change…').waitFor({ state: 'detached' });
    await block.click();
    const saved = page.getByRole('dialog', { name: 'Edit unavailability' });
    await expectValue(saved.getByLabel('Reason'), 'Slow line');
  });

  it('[RT32] is taken back when it is refused, with everything that was entered', async () => {
    const { page } = own;
    await openDay(page, dayFromNow(13));
    const letGo = await holdBack(page);
    const form = await fillForm(page, 'Refused at first');
    await form.getByRole('button', { name: 'Mark unavailable' }).click();
    const block = page.getByRole('button', { name: /^Unavailable: Refused at first/ });
    await block.waitFor();
    await letGo((route) => route.abort());
    await form.getByText('No connection to the clinic').waitFor();
    await block.waitFor({ state: 'detached' });
    await expectValue(form.getByLabel('Reason'), 'Refused at first');
    await form.getByRole('button', { name: 'Mark unavailable' }).click();
    await page.getByText('Saving your change…').waitFor({ state: 'detached' });
    await form.waitFor({ state: 'hidden' });
    await block.waitFor();
  });

  it('[RT33] of what somebody else changed meanwhile is a choice, and nothing that was typed is lost', async () => {
    const { page } = own;
    const date = dayFromNow(14);
    await openDay(page, date);
    const first = await fillForm(page, 'As it was');
    await first.getByRole('button', { name: 'Mark unavailable' }).click();
    await page.getByText('Saving your change…').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Unavailable: As it was/ }).click();
    const mine = page.getByRole('dialog', { name: 'Edit unavailability' });
    await mine.getByLabel('Reason').fill('Mine');

    await openDay(admin.page, date, doctor.id);
    await admin.page.getByRole('button', { name: /^Unavailable: As it was/ }).click();
    const theirs = admin.page.getByRole('dialog', { name: 'Edit unavailability' });
    await theirs.getByLabel('Reason').fill('Theirs');
    await theirs.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: /^Unavailable: Theirs/, includeHidden: true }).waitFor();

    await mine.getByRole('button', { name: 'Save' }).click();
    const notice = mine.getByRole('alert').filter({ hasText: 'Changed by someone else meanwhile' });
    await notice.getByText('Theirs', { exact: true }).waitFor();
    await expectValue(mine.getByLabel('Reason'), 'Mine');
    await notice.getByRole('button', { name: 'Save mine over it' }).click();
    await mine.waitFor({ state: 'hidden' });
    await admin.page.getByRole('button', { name: /^Unavailable: Mine/ }).waitFor();
  });
});
