import { listDoctorHolidays, saveDoctorHolidays } from '@openslot/shared/contracts/holidays';
import type { Page, Route } from 'playwright-core';
import { beforeAll, describe, it } from 'vitest';
import { browserForJourneys, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible, expectValue } from './support/pages.ts';
import { dayFromNow, hireDoctor, type JourneyDoctor, send, signIn, signInAdmin } from './support/people.ts';

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

/** Keeps the next request of this kind, one that marks time unless told, until it is let go with what shall become of it. */
async function holdBack(
  page: Page,
  url = UNAVAILABILITY,
  method = 'POST',
): Promise<(go: (route: Route) => Promise<void>) => Promise<void>> {
  let held: (route: Route) => void = () => undefined;
  const arrived = new Promise<Route>((resolve) => {
    held = resolve;
  });
  await page.route(url, (route) => (route.request().method() === method ? held(route) : route.fallback()));
  return async (go) => {
    await go(await arrived);
    await page.unroute(url);
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

  it('[RT32] of a recurring override is seen on its dates at once, and its form is back when it is refused', async () => {
    const { page } = own;
    await page.goto('/schedule?tab=overrides');
    const letGo = await holdBack(page, '**/api/v1/doctors/*/recurring-overrides');
    await page.getByRole('main').getByRole('button', { name: 'Add recurring override' }).click();
    const form = page.getByRole('dialog', { name: 'Recurring override' });
    await form.getByLabel('Reason').fill('Ward round');
    await form.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Ward round' });
    await row.getByText(/^Saving…/).waitFor();
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'Calendar' }).click();
    const mark = /^Recurring override on .*: Closed, saving…, Ward round/;
    await page.getByRole('button', { name: mark }).waitFor();
    await letGo((route) => route.abort());
    await form.getByText('No connection to the clinic').waitFor();
    await page.getByRole('button', { name: mark, includeHidden: true }).waitFor({ state: 'detached' });
    await expectValue(form.getByLabel('Reason'), 'Ward round');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^Recurring override on .*: Closed, Ward round/ }).waitFor();
  });

  it('[RT32] [RT33] of holidays goes on while other parts are looked at, and joins what somebody else saved', async () => {
    const { page } = own;
    const letGo = await holdBack(page, '**/api/v1/doctors/*/holidays', 'PUT');
    await page.goto('/schedule?tab=holidays');
    const main = page.getByRole('main');
    await main.getByText('No holidays yet.').waitFor();
    await main.getByLabel('Date', { exact: true }).fill(dayFromNow(0));
    await main.getByLabel('Name', { exact: true }).fill('Founding day');
    await main.getByRole('button', { name: 'Add holiday' }).click();
    const row = main.getByRole('listitem').filter({ hasText: 'Founding day' });
    await row.waitFor();
    await main.getByRole('button', { name: 'Save holidays' }).click();
    await row.getByText(/^Saving…/).waitFor();
    await expectAccessible(page);
    await main.getByRole('tab', { name: 'Calendar' }).click();
    const mark = main.getByRole('button', { name: /^Holiday on .*: Founding day, saving…/ });
    await mark.waitFor();
    await letGo((route) => route.abort());
    await mark.waitFor({ state: 'detached' });
    const messages = page.getByRole('region', { name: 'Messages' });
    const refused = messages.getByRole('alert').filter({ hasText: 'Your change was not saved' });
    await refused.getByRole('button', { name: 'Show' }).click();
    await main.getByText('No connection to the clinic').waitFor();
    await row.waitFor();

    const params = { doctorId: doctor.id };
    const { version } = await send(admin.context, clinic.baseUrl, listDoctorHolidays, { params });
    const theirs = [{ date: dayFromNow(30), name: 'Theirs' }];
    const body = { version, holidays: theirs, decisions: [] };
    await send(admin.context, clinic.baseUrl, saveDoctorHolidays, { params, body });
    const notice = main.getByRole('alert').filter({ hasText: 'Changed by someone else meanwhile' });
    await notice.getByText(/^Added .*: Theirs$/).waitFor();
    await notice.getByRole('button', { name: 'Add my changes to theirs' }).click();
    await main.getByRole('listitem').filter({ hasText: 'Theirs' }).waitFor();
    await main.getByRole('button', { name: 'Save holidays' }).click();
    await messages.getByText('Holidays saved').waitFor();
    await main.getByRole('tab', { name: 'Calendar' }).click();
    await main.getByRole('button', { name: /^Holiday on .*: Founding day\. / }).waitFor();
  });
});
