import { expect, test } from 'vitest';
import { coversThisWeek, lastDate } from './template-timeline.ts';

const template = (effectiveFrom: string, effectiveTo: string | null = null) => ({
  id: 'a'.repeat(24),
  version: 1,
  effectiveFrom,
  effectiveTo,
  windows: [],
});

test('SL4 hours hold until the day before the next ones begin, or until they end', () => {
  const [now, march, may] = [
    template('2026-01-01'),
    template('2026-03-01', '2026-03-31'),
    template('2026-05-01'),
  ];
  const all = [may, now, march];
  expect(all.map((one) => lastDate(one, all))).toEqual([null, '2026-02-28', '2026-03-31']);
});

test.each([
  // Wednesday 14 January 2026.
  [null, 1, true],
  ['2026-01-18', 1, true],
  ['2026-01-17', 1, false],
  ['2026-01-17', 0, true],
])('hours until %s cover the week that begins on weekday %i: %s', (last, firstDay, expected) => {
  expect(coversThisWeek(last, '2026-01-14', firstDay)).toBe(expected);
});
