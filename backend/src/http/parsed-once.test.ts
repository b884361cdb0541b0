import { readMonths } from '@openslot/shared/contracts/months';
import { readSlots } from '@openslot/shared/contracts/slots';
import type { Request } from 'express';
import { expect, it, vi } from 'vitest';
import { parsedOnce } from './parsed-once.ts';

/** Asks for addresses; says how often each was parsed. */
function asking(endpoint: typeof readSlots | typeof readMonths) {
  const parse = vi.fn(({ originalUrl }: Request) => ({ originalUrl }));
  const parsed = parsedOnce(endpoint, parse);
  const ask = (originalUrl: string) => parsed({ originalUrl } as Request).originalUrl;
  const parsedTimes = (address: string) =>
    parse.mock.calls.filter(([request]) => request.originalUrl === address).length;
  return { parse, ask, parsedTimes };
}

it('an address is parsed once, another one for itself', () => {
  const { parse, ask } = asking(readSlots);
  expect([ask('/a?x=1'), ask('/a?x=1'), ask('/a?x=2'), ask('/a?x=1')]).toEqual([
    '/a?x=1',
    '/a?x=1',
    '/a?x=2',
    '/a?x=1',
  ]);
  expect(parse).toHaveBeenCalledTimes(2);
});

it('what defeats caches on the way is no other address where the endpoint takes it, and one where it does not', () => {
  const slots = asking(readSlots);
  slots.ask('/a?x=1&_t=1768200000000');
  slots.ask('/a?x=1&_t=1768200000001');
  slots.ask('/a?x=1');
  expect(slots.parse).toHaveBeenCalledTimes(1);
  // Twice, or not a time: for the contract to judge.
  slots.ask('/a?x=1&_t=1&_t=2');
  slots.ask('/a?x=1&_t=b');
  expect(slots.parse).toHaveBeenCalledTimes(3);
  const months = asking(readMonths);
  months.ask('/a?x=1');
  months.ask('/a?x=1&_t=1');
  expect(months.parse).toHaveBeenCalledTimes(2);
});

it('a refusal is not remembered', () => {
  const { parse, ask } = asking(readSlots);
  parse.mockImplementationOnce(() => {
    throw new Error('no');
  });
  expect(() => ask('/a')).toThrow('no');
  expect(ask('/a')).toBe('/a');
});

it('only so many are remembered: those used last, and none that is very long', () => {
  const { ask, parsedTimes } = asking(readSlots);
  const long = `/a?x=${'y'.repeat(400)}`;
  ask(long);
  ask(long);
  expect(parsedTimes(long)).toBe(2);
  ask('/first');
  ask('/second');
  for (let index = 2; index < 5_000; index++) {
    ask(`/${index}`);
  }
  ask('/first');
  ask('/one more');
  ask('/first');
  ask('/second');
  expect([parsedTimes('/first'), parsedTimes('/second')]).toEqual([1, 2]);
});
