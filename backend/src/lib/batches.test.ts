import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Batches } from './batches.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Batches that come back when told to; each answers with its number and what was added. */
function controlled(maxSize = 10) {
  const away: { readonly items: string; back(): Promise<unknown>; fail(): void }[] = [];
  const batches = new Batches<string, string>(
    { maxSize, patienceMs: 100, restMs: 15 },
    (items) =>
      new Promise((resolve, reject) => {
        const number = away.length;
        away.push({
          items: items.join(''),
          back: async () => {
            resolve(items.map((item) => `${number}${item}`));
            await passed(0);
          },
          fail: () => reject(new Error(`${number} sank`)),
        });
      }),
  );
  return { away, add: (item: string) => batches.add(item), gone: () => away.map(({ items }) => items) };
}

const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('who comes first goes at once and alone, who comes meanwhile goes together, and each gets their own answer', async () => {
  const { away, add, gone } = controlled();
  const first = add('a');
  const others = [add('b'), add('c')];
  expect(gone()).toEqual(['a']);
  await away[0]?.back();
  expect(gone()).toEqual(['a', 'bc']);
  expect(await first).toBe('0a');
  await away[1]?.back();
  expect(await Promise.all(others)).toEqual(['1b', '1c']);
});

it('after a batch of several the next waits for those who come back, and after one alone it does not', async () => {
  const { away, add, gone } = controlled();
  const all = ['a', 'b', 'c'].map(add);
  await away[0]?.back();
  const early = add('d');
  await away[1]?.back();
  expect(await all[2]).toBe('1c');
  await passed(14);
  const late = add('e');
  expect(gone()).toEqual(['a', 'bc']);
  await passed(1);
  expect(gone()).toEqual(['a', 'bc', 'de']);
  await away[2]?.back();
  expect(await Promise.all([early, late])).toEqual(['2d', '2e']);
  await passed(15);
  const alone = add('f');
  expect(gone()).toEqual(['a', 'bc', 'de', 'f']);
  await away[3]?.back();
  expect(await alone).toBe('3f');
  void add('g');
  expect(gone()).toEqual(['a', 'bc', 'de', 'f', 'g']);
});

it('no batch is larger than allowed; who does not fit goes next, in the order they came', async () => {
  const { away, add, gone } = controlled(2);
  const all = ['a', 'b', 'c', 'd', 'e', 'f'].map(add);
  await away[0]?.back();
  // There are enough: nobody waits for more.
  await away[1]?.back();
  expect(gone()).toEqual(['a', 'bc', 'de']);
  await away[2]?.back();
  expect(gone()).toEqual(['a', 'bc', 'de']);
  await passed(15);
  await away[3]?.back();
  expect(await Promise.all(all)).toEqual(['0a', '1b', '1c', '2d', '2e', '3f']);
});

it('a batch that fails fails all of its own and nobody else', async () => {
  const { away, add } = controlled();
  const answers = Promise.allSettled(['a', 'b', 'c'].map(add));
  await away[0]?.back();
  away[1]?.fail();
  await passed(15);
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  const next = add('d');
  await away[2]?.back();
  expect(await next).toBe('2d');
});

it('a batch that stays away for long keeps nobody waiting, and its own answers come when it is back', async () => {
  const { away, add, gone } = controlled();
  const stuck = add('a');
  const second = add('b');
  await passed(99);
  expect(gone()).toEqual(['a']);
  await passed(1);
  expect(gone()).toEqual(['a', 'b']);
  const third = add('c');
  // One that is back late does not let two go where one should.
  await away[0]?.back();
  expect(await stuck).toBe('0a');
  expect(gone()).toEqual(['a', 'b']);
  await away[1]?.back();
  expect(await second).toBe('1b');
  await away[2]?.back();
  expect(await third).toBe('2c');
});
