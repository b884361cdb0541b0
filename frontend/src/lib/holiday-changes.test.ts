import { expect, test } from 'vitest';
import { areSameHolidays, holidaysOnTheirs } from './holiday-changes.ts';

const [may, june, july] = ['2026-05-01', '2026-06-01', '2026-07-01'].map((date) => ({
  date,
  name: 'Closed',
}));

test('[RT33] own holidays go into a list that somebody else changed, without undoing theirs', () => {
  if (may === undefined || june === undefined || july === undefined) {
    throw new Error('three holidays');
  }
  const added = { date: '2026-08-01', name: 'Mine' };
  const theirs = [{ ...may, name: 'Theirs' }, june, july];
  expect(holidaysOnTheirs([may, june], [may, added], theirs)).toEqual([
    { ...may, name: 'Theirs' },
    july,
    added,
  ]);
  // The same date under two names: the own one is what is being saved.
  const renamed = { ...may, name: 'Mine' };
  expect(holidaysOnTheirs([may, june], [renamed, june], theirs)).toEqual([renamed, june, july]);
});

test('holidays are the same in any order, and others under another name', () => {
  const [one, two] = [
    { date: '2026-05-01', name: 'One' },
    { date: '2026-05-02', name: 'Two' },
  ];
  expect(areSameHolidays([one, two], [two, one])).toBe(true);
  expect(areSameHolidays([one], [{ ...one, name: 'Other' }])).toBe(false);
  expect(areSameHolidays([one], [one, two])).toBe(false);
});
