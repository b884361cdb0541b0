import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascendingMembership, isAmong, isEmptySet, NO_STARTS, StartCollector } from './start-set.ts';

type Pair = readonly [start: number, end: number];

function setOf(pairs: readonly Pair[]) {
  const collector = new StartCollector();
  for (const [start, end] of pairs) {
    collector.add(start, end);
  }
  return collector.toSet();
}

const END = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
const pairs = fc.array(
  fc
    .tuple(fc.nat(30), fc.integer({ min: 1, max: 8 }))
    .map(([start, length]): Pair => [start, start + length]),
  { maxLength: 8 },
);

describe('sets of starts', () => {
  it.each<[string, Pair[], number[]]>([
    ['nothing', [], []],
    [
      'apart, overlapping and touching',
      [
        [0, 2],
        [4, 6],
        [5, 9],
        [9, 10],
      ],
      [0, 2, 4, 10],
    ],
    [
      'one inside another',
      [
        [0, 9],
        [2, 3],
        [8, 9],
      ],
      [0, 9],
    ],
    [
      'out of order',
      [
        [7, 8],
        [0, 2],
        [1, 5],
      ],
      [0, 5, 7, 8],
    ],
    [
      'an early one that reaches over later ones',
      [
        [4, 5],
        [7, 8],
        [0, 9],
      ],
      [0, 9],
    ],
  ])('[SL15] are merged and ascending: %s', (_title, list, expected) => {
    expect(setOf(list)).toEqual([...expected, ...END]);
  });

  it('hold what was put in, whatever the order and however they are asked', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const set = setOf(list);
        const ascending = ascendingMembership(set);
        for (let at = -1; at < 40; at++) {
          const expected = list.some(([start, end]) => start <= at && at < end);
          expect({ at, ascending: ascending(at), any: isAmong(set, at) }).toEqual({
            at,
            ascending: expected,
            any: expected,
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are empty only without starts', () => {
    expect(isEmptySet(NO_STARTS)).toBe(true);
    expect(isEmptySet(setOf([]))).toBe(true);
    expect(isEmptySet(setOf([[1, 2]]))).toBe(false);
  });

  it('a copy goes its own way', () => {
    const one = new StartCollector();
    one.add(5, 6);
    const other = one.copy();
    other.add(0, 1);
    one.add(6, 8);
    expect(one.toSet()).toEqual([5, 8, ...END]);
    expect(other.toSet()).toEqual([0, 1, 5, 6, ...END]);
  });
});
