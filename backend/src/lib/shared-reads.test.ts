import { expect, it } from 'vitest';
import { sharedReads } from './shared-reads.ts';

/** Reads that end when told to; each gives the number of the read for every key. */
function controlled() {
  const reads: { keys: readonly string[]; end(): void; fail(): void }[] = [];
  const read = sharedReads<number>(
    (keys) =>
      new Promise((resolve, reject) => {
        const number = reads.length;
        reads.push({
          keys,
          end: () => resolve(new Map(keys.map((key) => [key, number]))),
          fail: () => reject(new Error('away')),
        });
      }),
  );
  const begun = async (index: number) => {
    while (reads[index] === undefined) {
      await new Promise(setImmediate);
    }
    return reads[index];
  };
  return { reads, read, begun };
}

it('those who ask at once share a read; who asks while it is under way gets the next one', async () => {
  const { reads, read, begun } = controlled();
  const early = [read('a'), read('a'), read('b')];
  const first = await begun(0);
  expect(first.keys).toEqual(['a', 'b']);
  const late = [read('a'), read('c')];
  await new Promise(setImmediate);
  expect(reads).toHaveLength(1);
  first.end();
  expect(await Promise.all(early)).toEqual([0, 0, 0]);
  const second = await begun(1);
  expect(second.keys).toEqual(['a', 'c']);
  second.end();
  expect(await Promise.all(late)).toEqual([1, 1]);
});

it('what arrives from the network while answers are given joins the next read', async () => {
  const { read, begun } = controlled();
  const early = read('a');
  const first = await begun(0);
  const meanwhile = read('b');
  first.end();
  const turn = () => new Promise(setImmediate);
  const arrived = turn()
    .then(turn)
    .then(() => read('c'));
  expect(await early).toBe(0);
  const second = await begun(1);
  expect(second.keys).toEqual(['b', 'c']);
  second.end();
  expect(await Promise.all([meanwhile, arrived])).toEqual([1, 1]);
});

it('a read that fails fails those who joined it, and the next one begins all the same', async () => {
  const { read, begun } = controlled();
  const failing = read('a');
  const first = await begun(0);
  const later = read('a');
  first.fail();
  await expect(failing).rejects.toThrow('away');
  (await begun(1)).end();
  expect(await later).toBe(1);
});

it('what is not found is undefined', async () => {
  const read = sharedReads(async () => new Map([['a', 1]]));
  expect(await Promise.all([read('a'), read('b')])).toEqual([1, undefined]);
});
