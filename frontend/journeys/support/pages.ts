import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { JourneyDoctor } from './people.ts';

/** Opens the booking page of a doctor on a date and waits for its times. */
export async function openBooking(page: Page, doctor: JourneyDoctor, date: string): Promise<void> {
  await page.goto(`/book/${doctor.id}?date=${date}`);
  await freeSlot(page, '16:30').waitFor();
}

/** The button of one time, by its clock time at the clinic. */
export function slot(page: Page, time: string, state = '') {
  return page.getByRole('button', { name: new RegExp(`, ${time}, with .*, ${state}`) });
}

export function freeSlot(page: Page, time: string) {
  return slot(page, time, 'free$');
}

/** The clock times that can be chosen now, in their order on the page. */
export async function freeTimes(page: Page): Promise<string[]> {
  return page.locator('button[data-starts-at][data-state="free"]').allInnerTexts();
}

export async function expectFreeTimes(page: Page, times: readonly string[], timeout = 20_000): Promise<void> {
  await vi.waitFor(async () => expect(await freeTimes(page)).toEqual(times), { timeout });
}

/** Waits until the field has this value. (The browser cannot be asked to wait: the page's content policy refuses that.) */
export async function expectValue(field: Locator, value: string, timeout = 20_000): Promise<void> {
  await vi.waitFor(async () => expect(await field.inputValue()).toBe(value), { timeout });
}

/** Every half hour from the first to the last clock time, both included. */
export function halfHours(first: string, last: string): string[] {
  const times: string[] = [];
  for (let minute = minutes(first); minute <= minutes(last); minute += 30) {
    times.push(`${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`);
  }
  return times;
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

export function scheduleToast(page: Page) {
  return page.getByRole('region', { name: 'Messages' }).getByText('Schedule Updated');
}

export function badge(page: Page, state: string) {
  return page.getByRole('button', { name: new RegExp(`^Connection: ${state}`) });
}

interface Period {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly reason?: string;
}

/** Marks hours as unavailable in the form of the open schedule page. */
export async function markUnavailable(page: Page, { date, from, to, reason = '' }: Period): Promise<void> {
  await page.getByRole('button', { name: 'Mark unavailable' }).first().click();
  const form = page.getByRole('dialog');
  const whole = form.getByRole('switch', { name: 'Whole days' });
  if (await whole.isChecked()) {
    await whole.uncheck({ force: true });
  }
  await form.getByLabel('From date').fill(date);
  await form.getByLabel('From time').fill(from);
  await form.getByLabel('To date').fill(date);
  await form.getByLabel('To time').fill(to);
  await form.getByLabel('Reason').fill(reason);
  await form.getByRole('button', { name: 'Mark unavailable' }).click();
  await form.waitFor({ state: 'hidden' });
  // The form gives way at once; the schedule says for how long it is being saved.
  await page.getByText('Saving your change…').waitFor({ state: 'detached' });
}

/** Opens the schedule page (a doctor's own without an id) on its list of unavailability. */
export async function openUnavailability(page: Page, doctorId = ''): Promise<void> {
  await page.goto(`/schedule${doctorId === '' ? '' : `/${doctorId}`}`);
  await page.getByRole('tab', { name: 'Unavailability' }).click();
  await page.getByRole('button', { name: 'Mark unavailable' }).first().waitFor();
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** Of an open modal dialog only: what lies behind it is dimmed on purpose and out of reach. */
const RUN_AXE = `axe
  .run([...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].at(-1) ?? document)
  .then((result) => result.violations)`;

/** Settled when everything that ends by itself has ended; a skeleton's shimmer does not. */
const FADED = `Promise.allSettled(document.getAnimations()
  .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
  .map((animation) => animation.finished))`;

/** No serious or critical accessibility violation on the page as it is now, once nothing fades any more. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  await page.evaluate(FADED);
  const violations: AxeViolation[] = await page.evaluate(RUN_AXE);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect.soft(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${page.url()})`)).toEqual([]);
}
