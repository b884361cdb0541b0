import { expect, test } from 'vitest';
import { dateLines, effectText, splitTypes } from './preview-texts.ts';

const type = (visitTypeName: string, days: { date: string; gained: number; lost: number }[]) => ({
  visitTypeId: 'a'.repeat(24),
  visitTypeName,
  gained: days.reduce((sum, day) => sum + day.gained, 0),
  lost: days.reduce((sum, day) => sum + day.lost, 0),
  days,
});
const monday = { date: '2026-03-02', gained: 2, lost: 1 };
const tuesday = { date: '2026-03-03', gained: 0, lost: 4 };

test.each([
  [12, 4, '12 more times, 4 fewer'],
  [1, 0, '1 more time'],
  [0, 1, '1 fewer time'],
  [0, 7, '7 fewer times'],
  [0, 0, 'no change'],
])('%i gained and %i lost reads as a sentence', (gained, lost, text) => {
  expect(effectText({ gained, lost })).toBe(text);
});

test('dates come in order, and name the visit type only where there are several', () => {
  expect(dateLines([type('Check', [monday])]).map(({ text }) => text)).toEqual(['2 more times, 1 fewer']);
  const lines = dateLines([type('Check', [tuesday]), type('Talk', [monday, tuesday])]);
  expect(lines.map(({ text }) => text)).toEqual([
    'Talk 2 more times, 1 fewer',
    'Check 4 fewer times; Talk 4 fewer times',
  ]);
});

test('types without a change are only named', () => {
  const { changed, unchanged } = splitTypes({ visitTypes: [type('Check', [monday]), type('Talk', [])] });
  expect([changed.map(({ visitTypeName }) => visitTypeName), unchanged]).toEqual([['Check'], ['Talk']]);
});
