import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { expectAccessible } from './support/pages.ts';
import { hireDoctor, type JourneyDoctor, signIn, signInAdmin } from './support/people.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let doctor: JourneyDoctor;

beforeAll(async () => {
  clinic = await program.start();
  const admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Mira Sand');
});

/** Nothing sticks out at the side: a page that scrolls sideways is a page that was not looked at. */
async function expectFits({ page }: Window): Promise<void> {
  const [content, screen] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  expect.soft(content, page.url()).toBeLessThanOrEqual(screen);
}

async function expectGood(window: Window): Promise<void> {
  await expectFits(window);
  await expectAccessible(window.page);
}

describe('a patient with a phone', () => {
  it.each(['light', 'dark'] as const)(
    'registers, books, sees and cancels a visit (%s)',
    async (colorScheme) => {
      const window = await browser.open({ baseUrl: clinic.baseUrl, viewport: PHONE, colorScheme });
      const { page } = window;
      await page.goto('/');
      await page.getByLabel('Name or specialty').fill('sand');
      await page.getByRole('heading', { name: doctor.name }).waitFor();
      await expectGood(window);
      await page
        .getByRole('link', { name: new RegExp(doctor.name) })
        .first()
        .click();
      const times = page.locator('button[data-starts-at][data-state="free"]');
      await times.last().waitFor();
      await expectGood(window);
      await times.last().click();
      await page.getByRole('link', { name: 'Create an account' }).click();

      await page.getByRole('button', { name: 'Create account' }).click();
      await expectGood(window);
      await page.getByLabel('Your name').fill('Phoebe Pocket');
      await page.getByLabel('E-mail').fill(`${randomUUID()}@example.org`);
      await page.getByRole('textbox', { name: 'Password' }).fill('a-long-password');
      await page.getByRole('button', { name: 'Create account' }).click();

      // The choice survived the registration.
      await page.getByRole('button', { name: 'Book this visit' }).waitFor();
      await expectGood(window);
      await page.getByRole('button', { name: 'Book this visit' }).click();
      await page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
      await expectGood(window);
      await page.getByRole('link', { name: 'My visits' }).first().click();
      const visit = page.getByRole('article').filter({ hasText: doctor.name });
      await visit.getByRole('button', { name: /^Cancel/ }).click();
      await page.getByRole('dialog').waitFor();
      await expectGood(window);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Cancel (the )?visit|^Yes/ })
        .click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.getByText('Visit cancelled').waitFor();
      await expectGood(window);
    },
  );
});

describe('every other page on a phone', () => {
  it('fits and is accessible for a visitor', async () => {
    const window = await browser.open({ baseUrl: clinic.baseUrl, viewport: PHONE });
    for (const path of ['/sign-in', '/sign-up', '/invitation?token=nonsense', '/appointments', '/nowhere']) {
      await window.page.goto(path);
      await window.page.getByRole('heading', { level: 1 }).waitFor();
      await expectGood(window);
    }
  });

  it.each([
    ['a doctor', ['/schedule']],
    [
      'an admin',
      ['/admin/doctors', '/admin/visit-types', '/admin/staff', '/admin/audit', '/schedule/:doctor'],
    ],
  ] as const)('fits and is accessible for %s', async (who, paths) => {
    const window = await browser.open({ baseUrl: clinic.baseUrl, viewport: PHONE });
    await (who === 'a doctor'
      ? signIn(window, clinic.baseUrl, doctor.credentials)
      : signInAdmin(window, clinic.baseUrl));
    const { page } = window;
    for (const path of paths) {
      await page.goto(path.replace(':doctor', doctor.id));
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await expectGood(window);
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        await page.waitForLoadState('networkidle');
        await expectGood(window);
      }
    }
  });
});
