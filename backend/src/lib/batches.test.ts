import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Batches } from './batches.ts';

/** Batches that come back when told to; each answers with its number and what was added. */
function controlled(limits = { maxSize: 10, patienceMs: 60_000 }) {
  const away: { readonly items: readonly string[]; back(): void; fail(): void }[] = [];
  const batches = new Batches<string, string>(
    limits,
    (items) =>
      new Promise((resolve, reject) => {
        const number = away.length;
        away.push({
          items,
          back: () => resolve(items.map((item) => `${number}${item}`)),
          fail: () => reject(new Error(`${number} sank`)),
        });
      }),
  );
  return { away, add: (item: string) => batches.add(item) };
}

it('who comes first goes alone, who comes meanwhile goes together, and each gets their own answer', async () => {
  const { away, add } = controlled();
  const first = add('a');
  const others = [add('b'), add('c')];
  expect(away.map(({ items }) => items)).toEqual([['a']]);
  away[0]?.back();
  expect(await first).toBe('0a');
  expect(away.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
  const late = add('d');
  away[1]?.back();
  expect(await Promise.all(others)).toEqual(['1b', '1c']);
  away[2]?.back();
  expect(await late).toBe('2d');
  const alone = add('e');
  expect(away[3]?.items).toEqual(['e']);
  away[3]?.back();
  expect(await alone).toBe('3e');
});

it('no batch is larger than allowed; who does not fit goes next, in the order they came', async () => {
  const { away, add } = controlled({ maxSize: 2, patienceMs: 60_000 });
  const all = ['a', 'b', 'c', 'd'].map(add);
  for (const index of [0, 1, 2]) {
    expect(away).toHaveLength(index + 1);
    away[index]?.back();
    await delay(0);
  }
  expect(await Promise.all(all)).toEqual(['0a', '1b', '1c', '2d']);
});

it('a batch that fails fails all of its own and nobody else', async () => {
  const { away, add } = controlled();
  const all = ['a', 'b', 'c'].map(add);
  const answers = Promise.allSettled(all);
  away[0]?.back();
  await delay(0);
  away[1]?.fail();
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  const next = add('d');
  away[2]?.back();
  expect(await next).toBe('2d');
});

it('a batch that stays away for long keeps nobody waiting, and its own answers come when it is back', async () => {
  const { away, add } = controlled({ maxSize: 10, patienceMs: 5 });
  const stuck = add('a');
  const waiting = add('b');
  while (away.length < 2) {
    await delay(1);
  }
  away[1]?.back();
  expect(await waiting).toBe('1b');
  away[0]?.back();
  expect(await stuck).toBe('0a');
});

it('a batch that is back late does not let two go where one should', async () => {
  const { away, add } = controlled({ maxSize: 10, patienceMs: 20 });
  const stuck = add('a');
  const second = add('b');
  while (away.length < 2) {
    await delay(1);
  }
  const third = add('c');
  away[0]?.back();
  await stuck;
  expect(away).toHaveLength(2);
  away[1]?.back();
  await second;
  away[2]?.back();
  expect(await third).toBe('2c');
});
