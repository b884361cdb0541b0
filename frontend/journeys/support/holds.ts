import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { type Hold, listOwnHolds, releaseHold } from '@openslot/shared/contracts/holds';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { Window } from './browser.ts';
import { send } from './people.ts';

/** Where the page tells how the chosen time is held. */
export function holdBar(page: Page) {
  return page.getByRole('region', { name: 'Your hold on this time' });
}

export async function waitUntilHeld(page: Page): Promise<void> {
  await holdBar(page)
    .getByText(/^Held for you for/)
    .waitFor();
}

/** What the clinic holds for the person of this window, asked past the page. */
export async function holdsOf({ context }: Window, baseUrl: string): Promise<Hold[]> {
  const { items } = await send(context, baseUrl, listOwnHolds);
  return items;
}

export async function expectHolds(window: Window, baseUrl: string, count: number): Promise<void> {
  await vi.waitFor(async () => expect(await holdsOf(window, baseUrl)).toHaveLength(count), {
    timeout: 20_000,
    interval: 200,
  });
}

/** Gives back what the person holds, past the page: as if its time were over. */
export async function releaseAll(window: Window, baseUrl: string): Promise<void> {
  for (const { id } of await holdsOf(window, baseUrl)) {
    await send(window.context, baseUrl, releaseHold, { params: { holdId: id } });
  }
}

/** Books past the page. */
export async function book(
  { context }: Window,
  baseUrl: string,
  { doctorId, visitTypeId, startsAt }: Pick<Hold, 'doctorId' | 'visitTypeId' | 'startsAt'>,
): Promise<void> {
  await send(context, baseUrl, bookAppointment, { body: { doctorId, visitTypeId, startsAt } });
}
