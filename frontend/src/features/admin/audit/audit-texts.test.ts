import { expect, test } from 'vitest';
import { actionText, detailText } from './audit-texts.ts';

const period = {
  startDate: '2026-03-02',
  endDate: '2026-03-02',
  allDay: false,
  startTime: '09:00',
  endTime: '11:30',
};

test('says what was done', () => {
  expect(actionText('marked_unavailable')).toBe('marked unavailable');
  expect(actionText('something_new')).toBe('something new');
});

/** Order of day and month differs between readers. */
const on = (day: number, month = 'Mar') => `(${day} ${month}|${month} ${day})`;

test('says when, and how many visits were kept', () => {
  expect(detailText({ facts: { ...period, timeZone: 'Europe/Berlin', decided: [{}, {}] } })).toMatch(
    new RegExp(`${on(2)}, 09:00–11:30 · 2 visits kept$`),
  );
  const days = { ...period, endDate: '2026-03-04', allDay: true, startTime: null, endTime: null };
  expect(detailText({ facts: days })).toMatch(new RegExp(`${on(2)} – .*${on(4)}, all day$`));
});

test('tells overrides apart and shortens a long list', () => {
  const closed = (date: string) => ({ date, windows: [] });
  const overrides = [
    closed('2026-12-24'),
    { date: '2026-12-25', windows: [{}] },
    closed('2026-12-26'),
    closed('2026-12-27'),
  ];
  expect(detailText({ facts: { overrides, decided: [] } })).toMatch(
    new RegExp(`${on(24, 'Dec')} closed, .*${on(25, 'Dec')} other hours, .*1 more$`),
  );
});

test('facts it does not know are left out', () => {
  expect(detailText({ facts: { clinicRev: 3 } })).toBe('');
});
