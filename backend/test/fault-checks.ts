import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type FaultClinic, freeTimesOf, type Watcher } from './fault-clinic.ts';
import type { LiveClient } from './live-client.ts';

const LOOK_MS = 50;
/** Changes less than this apart are one burst (RT19). */
export const BURST_GAP_MS = 2_000;
/** Between the ear of the test and the page's own. */
const TOLERANCE_MS = 200;

/**
 * Waits until everybody who watches shows what the clinic offers.
 * @returns after how long the last of them did, milliseconds
 */
export async function untilAllEqual(clinic: FaultClinic, limitMs: number): Promise<number> {
  const since = performance.now();
  // Nobody changes anything now.
  const { days } = await clinic.truth();
  const expected = freeTimesOf(days);
  let behind: Watcher[] = clinic.watchers;
  let last = since;
  for (;;) {
    const shown = await Promise.all(behind.map((watcher) => watcher.freeTimes()));
    const still = behind.filter((_watcher, index) => !isDeepStrictEqual(shown[index], expected));
    last = performance.now();
    if (still.length === 0) {
      return last - since;
    }
    const names = still.map(({ name }) => name).join(', ');
    assert(last - since < limitMs, `after ${limitMs} ms not equal to the clinic: ${names}`);
    behind = still;
    await delay(LOOK_MS);
  }
}

/** Waits until nobody is in doubt. */
export async function untilAllLive({ clients }: FaultClinic, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const other = clients.filter((client) => client.status() !== 'live');
    if (other.length === 0) {
      return;
    }
    const words = other.map((client) => `${client.name} ${client.status()}`).join(', ');
    assert(performance.now() < deadline, `after ${limitMs} ms not live: ${words}`);
    await delay(LOOK_MS);
  }
}

/** Runs a fault, waits for everybody, and counts. */
export async function report(
  clinic: FaultClinic,
  limitMs: number,
  fault: () => Promise<void>,
): Promise<string> {
  const before = (await clinic.truth()).seq;
  const counts = clinic.clients.map((client) => client.heard.length);
  await fault();
  const ms = await untilAllEqual(clinic, limitMs);
  const sent = (await clinic.truth()).seq - before;
  const missed = clinic.clients.map((client, index) => {
    const arrived = client.heard.slice(counts[index]).filter(({ dropped }) => !dropped);
    return sent - new Set(arrived.map(({ seq }) => seq).filter((seq) => seq > before)).size;
  });
  return `${sent} events sent, missed ${missed.join(', ')}, all repaired ${(ms / 1_000).toFixed(1)} s after the end`;
}

/** What a client had before. */
export interface Expected {
  readonly client: LiveClient;
  readonly toasts: number;
  readonly heard: number;
}

/** @returns the toasts of this client since then, and the bursts it heard */
export function expectOneToastABurst({ client, toasts, heard }: Expected): string {
  const shown = client.toasts() - toasts;
  const times = client.heard.slice(heard).map(({ at }) => at);
  const bursts =
    1 + times.filter((at, index) => at - (times[index - 1] ?? at) >= BURST_GAP_MS - TOLERANCE_MS).length;
  assert(shown >= 1 && shown <= bursts, `${client.name}: ${shown} toasts for ${bursts} bursts`);
  return `${shown} for ${bursts}`;
}
