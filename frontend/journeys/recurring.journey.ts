import { expect, it } from 'vitest';
import { browserForJourneys } from './support/browser.ts';
import { clinicProcess } from './support/clinic-process.ts';
import { expectAccessible } from './support/pages.ts';
import { hireDoctor, signInAdmin } from './support/people.ts';

const browser = browserForJourneys();
const program = clinicProcess();

it('a recurring override is previewed, saved, seen at once in another window, removed, and taken back', async () => {
  const clinic = await program.start();
  const window = await browser.open({ baseUrl: clinic.baseUrl });
  const { page, context } = window;
  await signInAdmin(window, clinic.baseUrl);
  const doctor = await hireDoctor(window, clinic.baseUrl, 'Dr. Rita Again');
  await page.goto(`/schedule/${doctor.id}?tab=overrides`);
  const other = await context.newPage();
  await other.goto(`/schedule/${doctor.id}?tab=overrides`);
  await page.getByRole('button', { name: 'Add recurring override' }).click();
  const form = page.getByRole('dialog', { name: 'Recurring override' });
  const dates = form.getByRole('button', { name: /^Leave out/ });
  await dates.nth(9).waitFor();
  expect(await dates.count()).toBe(10);
  await expectAccessible(page);
  await form.getByLabel('Reason').fill('Ward round');
  await form.getByRole('button', { name: 'Save' }).click();
  const saved = { name: 'Remove recurring override: Ward round' };
  await other.getByRole('button', saved).click();
  await page.getByRole('button', saved).waitFor({ state: 'detached' });
  await other.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', saved).waitFor();
});
