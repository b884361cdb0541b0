import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emptySockets } from './empty-sockets.ts';
import type { ClinicServer } from './push.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server with so many sockets that do nothing by themselves. */
function serverWith(count: number) {
  const sockets = new Map(Array.from({ length: count }, (_none, index) => [index, null]));
  const told: unknown[] = [];
  const io = { of: () => ({ sockets }), local: { emit: (...message: unknown[]) => told.push(message) } };
  let over = false;
  void emptySockets(io as unknown as ClinicServer).then(() => {
    over = true;
  });
  const isOverAfter = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    return over;
  };
  return { sockets, told, isOverAfter };
}

it.each([
  [1, 10],
  [120, 1_200],
  [9_000, 2_500],
])('%d sockets have %d ms to leave', async (count, reconnectWithinMs) => {
  const { told, isOverAfter } = serverWith(count);
  expect(told).toEqual([['server-draining', { reconnectWithinMs }]]);
  expect(await isOverAfter(reconnectWithinMs)).toBe(false);
  expect(await isOverAfter(600)).toBe(true);
});

it('waits for nobody once they are gone', async () => {
  const { sockets, isOverAfter } = serverWith(9_000);
  expect(await isOverAfter(1_000)).toBe(false);
  sockets.clear();
  expect(await isOverAfter(20)).toBe(true);
});

it('does not wait where there is nobody', async () => {
  expect(await serverWith(0).isOverAfter(0)).toBe(true);
});
