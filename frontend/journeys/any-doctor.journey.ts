import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { createDoctor } from '@openslot/shared/contracts/doctors';
import { readSlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import { createTemplate } from '@openslot/shared/contracts/templates';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { listVisitTypes, type VisitType } from '@openslot/shared/contracts/visit-types';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { browserForJourneys, PHONE, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import { releaseAll, waitUntilHeld } from './support/holds.ts';
import { badge, expectAccessible, scheduleToast, slot } from './support/pages.ts';
import { CLINIC_ZONE, dayFromNow, registerPatient, send, signInAdmin } from './support/people.ts';

const SPECIALTY = 'Ear, nose & throat';
const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;
let visitType: VisitType;
let [ada, bea]: [string, string] = ['', ''];

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  const { items } = await send(admin.context, clinic.baseUrl, listVisitTypes);
  visitType = items.find(({ mode }: VisitType) => mode === 'in_person');
  ada = await hire('Dr. Ada Lovell');
  bea = await hire('Dr. Bea Ohm');
});

/** Somebody of the specialty who works 9 to 12 every day. */
async function hire(name: string): Promise<string> {
  const body = {
    name,
    specialty: SPECIALTY,
    about: '',
    timeZone: CLINIC_ZONE,
    visitTypeIds: [visitType.id],
  };
  const { doctor } = await send(admin.context, clinic.baseUrl, createDoctor, { body });
  const windows = [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({ dayOfWeek, start: '09:00', end: '12:00' }));
  await send(admin.context, clinic.baseUrl, createTemplate, {
    params: { doctorId: doctor.id },
    body: { effectiveFrom: dayFromNow(0), windows },
  });
  return doctor.id;
}

async function away(doctorId: string, date: string, startTime: string, endTime: string): Promise<void> {
  await send(admin.context, clinic.baseUrl, markUnavailable, {
    params: { doctorId },
    body: { allDay: false, startDate: date, endDate: date, startTime, endTime },
  });
}

async function openAny(page: Page, date: string): Promise<void> {
  await page.goto(`/book/any/${encodeURIComponent(SPECIALTY)}?date=${date}`);
  await slot(page, '9:00', 'free$').waitFor();
}

/** The button of a time, once these are the people free then. */
const free = (page: Page, time: string, who: string) =>
  page.getByRole('button', { name: new RegExp(`, ${time}, with ${who}, free$`) });

const BOTH = 'Dr. Ada Lovell or Dr. Bea Ohm';

describe('any doctor of a specialty', () => {
  it('is found from the first page, whose times stay with whoever is left, live, and go with the last', async () => {
    const date = dayFromNow(8);
    const { page } = await browser.open({ baseUrl: clinic.baseUrl });
    await page.goto('/');
    await page.getByRole('link', { name: SPECIALTY, exact: true }).click();
    await page.getByRole('heading', { name: 'Book a visit with any doctor' }).waitFor();
    await openAny(page, date);
    await free(page, '9:30', BOTH).waitFor();
    await badge(page, 'Live').waitFor();
    await page.evaluate('window.notReloaded = true');

    await away(ada, date, '09:30', '10:00');
    await free(page, '9:30', 'Dr. Bea Ohm').waitFor();
    await scheduleToast(page).waitFor();
    await free(page, '10:00', BOTH).waitFor();

    await away(bea, date, '09:30', '10:00');
    await slot(page, '9:30', 'no longer offered').waitFor();
    await slot(page, '9:30').waitFor({ state: 'detached', timeout: 10_000 });
    expect(await page.evaluate('window.notReloaded === true')).toBe(true);
  });

  it('is counted in the month and found through the specialty chosen in the list', async () => {
    const { page } = await browser.open({ baseUrl: clinic.baseUrl });
    await page.goto('/');
    await page.getByLabel('Specialty', { exact: true }).selectOption(SPECIALTY);
    await page.getByRole('link', { name: `Any doctor of ${SPECIALTY}` }).click();
    await page
      .getByRole('grid')
      .getByRole('button', { name: / free times$/ })
      .first()
      .waitFor();
    await page.locator('button[data-starts-at][data-state="free"]').first().waitFor();
  });

  it('is booked with the doctor the patient chooses, also after signing up on the way', async () => {
    const date = dayFromNow(9);
    const window = await browser.open({ baseUrl: clinic.baseUrl });
    const { page } = window;
    await openAny(page, date);
    await free(page, '10:00', BOTH).click();
    const choice = page.getByRole('radiogroup', { name: 'Who shall it be with?' });
    await choice.getByRole('radio', { name: 'Dr. Ada Lovell', checked: true }).waitFor();
    await choice.getByRole('radio', { name: 'Dr. Bea Ohm' }).click();
    await vi.waitFor(() => expect(page.url()).toContain(`with=${bea}`), { timeout: 10_000 });
    const url = page.url();
    await registerPatient(window, clinic.baseUrl, 'Pat Chooser');
    await page.goto(url);
    await choice.getByRole('radio', { name: 'Dr. Bea Ohm', checked: true }).waitFor();
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    await page.getByText('Dr. Bea Ohm').first().waitFor();
    await openAny(page, date);
    await free(page, '10:00', 'Dr. Ada Lovell').waitFor();
  });

  it('says so when the doctor has just been booked by somebody else, and never takes another by itself', async () => {
    const date = dayFromNow(10);
    const window = await browser.open({ baseUrl: clinic.baseUrl });
    await registerPatient(window, clinic.baseUrl, 'Pat Slow');
    const { page } = window;
    await openAny(page, date);
    await free(page, '10:30', BOTH).click();
    await waitUntilHeld(page);
    await page.getByLabel('Anything the doctor should know?').fill('I hear badly.');
    await releaseAll(window, clinic.baseUrl);
    const quick = await browser.open({ baseUrl: clinic.baseUrl });
    await registerPatient(quick, clinic.baseUrl, 'Pat Quick');
    const answer = await quick.context.request.get(
      `${clinic.baseUrl}${readSlotsOfSpecialty.path}?${new URLSearchParams({
        specialty: SPECIALTY,
        visitTypeId: visitType.id,
        from: date,
        to: date,
        timeZone: CLINIC_ZONE,
      })}`,
    );
    const { days } = await answer.json();
    const startsAt = days[0].slots[3].startsAt;
    await send(quick.context, clinic.baseUrl, bookAppointment, {
      body: { doctorId: ada, visitTypeId: visitType.id, startsAt },
    });
    const notice = page
      .getByRole('alert')
      .filter({ hasText: 'Dr. Ada Lovell is no longer free at this time' });
    await notice.waitFor();
    expect(await page.getByRole('button', { name: 'Book this visit' }).isDisabled()).toBe(true);
    await page.getByRole('radio', { name: 'Dr. Bea Ohm' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Anything the doctor should know?').inputValue()).toBe('I hear badly.');
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'fits a phone and can be used by everybody (%s)',
    async (colorScheme) => {
      const window = await browser.open({ baseUrl: clinic.baseUrl, viewport: PHONE, colorScheme });
      const { page } = window;
      const expectGood = async (): Promise<void> => {
        const [content, screen] = await page.evaluate<[number, number]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        );
        expect.soft(content, page.url()).toBeLessThanOrEqual(screen);
        await expectAccessible(page);
      };
      await page.goto('/');
      await page.getByRole('link', { name: SPECIALTY, exact: true }).waitFor();
      await expectGood();
      await page.getByLabel('Specialty', { exact: true }).selectOption(SPECIALTY);
      await page.getByRole('link', { name: `Any doctor of ${SPECIALTY}` }).waitFor();
      await expectGood();
      await openAny(page, dayFromNow(11));
      await free(page, '9:00', BOTH).waitFor();
      await expectGood();
      await free(page, '9:00', BOTH).click();
      await page.getByRole('radiogroup', { name: 'Who shall it be with?' }).waitFor();
      await expectGood();
    },
  );

  it('keeps visits in person to the zone of the clinic, wherever the patient is', async () => {
    const { page } = await browser.open({ baseUrl: clinic.baseUrl, timezoneId: 'America/New_York' });
    await openAny(page, dayFromNow(12));
    await page.getByText(', where the visit takes place').waitFor();
    expect(await page.getByRole('button', { name: 'Change time zone' }).count()).toBe(0);
    await free(page, '9:00', BOTH).waitFor();
  });
});
