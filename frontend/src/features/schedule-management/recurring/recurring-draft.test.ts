import { expect, test } from 'vitest';
import {
  draftOfRecurring,
  inputOfRecurring,
  newRecurringDraft,
  previewOf,
  ruleOf,
} from './recurring-draft.ts';

const saved = {
  id: 'a'.repeat(24),
  version: 2,
  rule: 'FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR;COUNT=3',
  startsOn: '2026-01-01',
  excludedDates: ['2026-02-27'],
  windows: [{ start: '09:00', end: '12:00', maxSessions: null }],
  reason: 'Ward round',
  nextDates: [],
};

test('SL6 the fields say the rule and show its next dates', () => {
  const draft = { ...newRecurringDraft('2026-12-24'), interval: 2 };
  expect(ruleOf(draft)).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=TH');
  expect(previewOf(draft, '2026-12-24')?.slice(0, 3)).toEqual(['2026-12-24', '2027-01-07', '2027-01-21']);
  const yearly = { ...draft, pattern: 'yearly' as const, interval: 1, ends: 'until' as const };
  expect(previewOf({ ...yearly, until: '2027-12-31' }, '2026-01-01')).toEqual(['2026-12-24', '2027-12-24']);
  expect(previewOf({ ...yearly, until: '' }, '2026-01-01')).toBeNull();
});

test('a saved one opens with what it has and is sent back the same', () => {
  const draft = draftOfRecurring(saved);
  expect(draft).toMatchObject({ pattern: 'monthly', ordinal: -1, dayOfWeek: 5, ends: 'count', count: 3 });
  const { rule, startsOn, excludedDates, windows, reason } = saved;
  expect(inputOfRecurring(draft)).toEqual({ rule, startsOn, excludedDates, windows, reason });
  expect(previewOf(draft, '2026-01-01')).toEqual(['2026-01-30', '2026-03-27']);
});

test('a rule that the fields cannot say is kept as it is', () => {
  const rule = 'FREQ=WEEKLY;BYDAY=MO,WE';
  const draft = draftOfRecurring({ ...saved, rule });
  expect([draft.pattern, ruleOf(draft)]).toEqual(['custom', rule]);
});
