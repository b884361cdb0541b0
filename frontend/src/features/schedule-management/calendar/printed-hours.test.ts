import { expect, test } from 'vitest';
import { printedHours } from './printed-hours.ts';

const day = (...open: { start: number; end: number }[]) => ({ open, visits: [], blocks: [] });

test('paper shows the full hours from the first to the last thing of all days', () => {
  expect(printedHours([day({ start: 510, end: 720 }), day({ start: 780, end: 1030 })])).toEqual({
    from: 8,
    to: 18,
  });
  expect(printedHours([day({ start: 0, end: 120 }, { start: 1320, end: 1440 })])).toEqual({
    from: 0,
    to: 24,
  });
});

test('paper shows a usual working day when there is nothing', () => {
  expect(printedHours([day(), day()])).toEqual({ from: 8, to: 18 });
});
