import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseRecurrence } from '../src/slots/recurrence-rule.ts';
import { nextDates } from '../src/slots/recurring-dates.ts';
import { SlotInputError } from '../src/slots/slot-input-error.ts';
import { addDays } from '../src/time/local-date.ts';
import { arbitraryRecurrence } from './arbitrary-recurrence.ts';
import { referenceDates } from './reference-recurrence.ts';

// Hundreds of random cases take a second alone, and longer beside other work.
vi.setConfig({ testTimeout: 60_000 });

function dates(startsOn: string, rule: string, count = 4, from = startsOn): string {
  return nextDates({ rule, startsOn }, from, count).join(' ');
}

describe('the dates of a rule', () => {
  it.each([
    [
      'the last Friday of each month',
      '2026-01-01',
      'FREQ=MONTHLY;BYDAY=-1FR',
      '2026-01-30 2026-02-27 2026-03-27 2026-04-24',
    ],
    [
      'the first Monday of each month',
      '2026-01-06',
      'FREQ=MONTHLY;BYDAY=1MO',
      '2026-02-02 2026-03-02 2026-04-06 2026-05-04',
    ],
    [
      'the fifth Friday, where there is one',
      '2026-01-01',
      'FREQ=MONTHLY;BYDAY=5FR',
      '2026-01-30 2026-05-29 2026-07-31 2026-10-30',
    ],
    [
      'every second week across the end of a year of 53 weeks',
      '2026-12-14',
      'FREQ=WEEKLY;INTERVAL=2',
      '2026-12-14 2026-12-28 2027-01-11 2027-01-25',
    ],
    [
      'every second week on two days: weeks begin on Monday',
      '2025-12-03',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU',
      '2025-12-07 2025-12-15 2025-12-21 2025-12-29',
    ],
    [
      'or on another day, where the rule says so',
      '2025-12-03',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU',
      '2025-12-14 2025-12-15 2025-12-28 2025-12-29',
    ],
    [
      '29 February comes every fourth year, and not in 2100',
      '2092-02-29',
      'FREQ=YEARLY',
      '2092-02-29 2096-02-29 2104-02-29 2108-02-29',
    ],
    [
      'the 31st, where there is one',
      '2026-01-31',
      'FREQ=MONTHLY',
      '2026-01-31 2026-03-31 2026-05-31 2026-07-31',
    ],
    ['a start on the 30th has no date in February', '2026-01-30', 'FREQ=YEARLY;BYMONTH=2', ''],
    [
      'the fourth Thursday of November',
      '2026-01-01',
      'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
      '2026-11-26 2027-11-25 2028-11-23 2029-11-22',
    ],
    [
      'a start that the rule does not name is no date',
      '2026-01-14',
      'FREQ=WEEKLY;BYDAY=MO',
      '2026-01-19 2026-01-26 2026-02-02 2026-02-09',
    ],
  ])('[SL6] %s', (_title, startsOn, rule, expected) => {
    expect(dates(startsOn, rule)).toBe(expected);
  });

  it('[SL6] UNTIL is the last date, inclusive', () => {
    expect(dates('2026-01-05', 'FREQ=WEEKLY;UNTIL=20260119')).toBe('2026-01-05 2026-01-12 2026-01-19');
    expect(dates('2026-01-05', 'FREQ=WEEKLY;UNTIL=20260118')).toBe('2026-01-05 2026-01-12');
    expect(dates('2026-01-05', 'FREQ=WEEKLY;UNTIL=20260105')).toBe('2026-01-05');
  });

  it('[SL6] COUNT counts the dates that are excluded, too', () => {
    const rule = { rule: 'FREQ=WEEKLY;COUNT=3', startsOn: '2026-01-05' };
    expect(nextDates(rule, '2026-01-01')).toEqual(['2026-01-05', '2026-01-12', '2026-01-19']);
    const excludedDates = ['2026-01-12', '2026-06-01'];
    expect(nextDates({ ...rule, excludedDates }, '2026-01-01')).toEqual(['2026-01-05', '2026-01-19']);
  });

  it('[SL6] COUNT counts from the start of the rule, not from the date asked about', () => {
    expect(dates('2026-01-05', 'COUNT=60;FREQ=WEEKLY;BYDAY=MO', 3, '2027-02-16')).toBe('2027-02-22');
    expect(dates('2026-01-05', 'FREQ=WEEKLY;COUNT=60', 3, '2027-02-23')).toBe('');
  });

  it('[SL6] previews ten dates from the date asked about, that one included', () => {
    const found = nextDates({ rule: 'FREQ=WEEKLY', startsOn: '2006-01-06' }, '2026-01-09');
    expect(found).toHaveLength(10);
    expect([found[0], found[9]]).toEqual(['2026-01-09', '2026-03-13']);
  });

  it('[SL6] no date is lost or doubled where a zone skips one or its clocks change', () => {
    const daily = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU';
    for (const [from, days] of [
      ['2011-12-01', 60],
      ['2025-10-01', 60],
      ['2026-03-01', 60],
    ] as const) {
      const expected = Array.from({ length: days }, (_, index) => addDays(from, index));
      expect(nextDates({ rule: daily, startsOn: '2000-01-01' }, from, days)).toEqual(expected);
    }
  });

  it('[SL6] agrees with asking each date for itself', () => {
    fc.assert(
      fc.property(arbitraryRecurrence('2026-02-27'), (recurring) => {
        const expected = referenceDates(recurring, recurring.startsOn, '2026-12-31');
        const found = nextDates(recurring, recurring.startsOn, expected.length + 1);
        expect(found.filter((date) => date <= '2026-12-31')).toEqual(expected);
      }),
      { numRuns: 250 },
    );
  });

  it('[SL6] a rule that began long ago, or never comes true, is answered at once', () => {
    expect(dates('1900-01-01', 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR', 2, '2199-12-01')).toBe(
      '2199-12-20 2200-01-10',
    );
    expect(dates('1900-01-01', 'FREQ=MONTHLY;BYDAY=-1FR;COUNT=999', 2, '1983-03-01')).toBe('1983-03-25');
    expect(dates('2026-01-30', 'FREQ=YEARLY;BYMONTH=2;COUNT=5')).toBe('');
  });
});

describe('the text of a rule', () => {
  it('[SL6] is read into its parts', () => {
    expect(parseRecurrence('FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,+2TU,-1FR;UNTIL=20261231')).toEqual({
      frequency: 'MONTHLY',
      interval: 2,
      weekdays: [
        { dayOfWeek: 1, ordinal: null },
        { dayOfWeek: 2, ordinal: 2 },
        { dayOfWeek: 5, ordinal: -1 },
      ],
      months: [],
      until: '2026-12-31',
      count: null,
      weekStart: 1,
    });
    expect(parseRecurrence('COUNT=5;BYMONTH=1,12;WKST=SU;FREQ=YEARLY')).toEqual({
      frequency: 'YEARLY',
      interval: 1,
      weekdays: [],
      months: [1, 12],
      until: null,
      count: 5,
      weekStart: 0,
    });
  });

  it.each([
    ['', 'recurrence_syntax'],
    ['FREQ=WEEKLY;', 'recurrence_syntax'],
    ['freq=weekly', 'recurrence_syntax'],
    ['RRULE:FREQ=WEEKLY', 'recurrence_syntax'],
    ['FREQ=WEEKLY\nDTSTART:20260101', 'recurrence_syntax'],
    ['FREQ=WEEKLY;FREQ=WEEKLY', 'recurrence_syntax'],
    ['INTERVAL=2', 'recurrence_syntax'],
    [`FREQ=WEEKLY;BYDAY=${'MO,'.repeat(200)}MO`, 'recurrence_syntax'],
    [7, 'recurrence_syntax'],
    ['FREQ=DAILY', 'recurrence_frequency'],
    ['FREQ=FORTNIGHTLY', 'recurrence_frequency'],
    ['FREQ=MONTHLY;BYMONTHDAY=15', 'recurrence_part'],
    ['FREQ=MONTHLY;BYMONTH=3', 'recurrence_part'],
    ['FREQ=WEEKLY;BYHOUR=9', 'recurrence_part'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1', 'recurrence_part'],
    ['FREQ=WEEKLY;INTERVAL=0', 'recurrence_interval'],
    ['FREQ=WEEKLY;INTERVAL=-1', 'recurrence_interval'],
    ['FREQ=WEEKLY;INTERVAL=1000', 'recurrence_interval'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'recurrence_weekday'],
    ['FREQ=WEEKLY;BYDAY=MO,,TU', 'recurrence_weekday'],
    ['FREQ=WEEKLY;BYDAY=MON', 'recurrence_weekday'],
    ['FREQ=MONTHLY;BYDAY=0MO', 'recurrence_weekday'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'recurrence_weekday'],
    ['FREQ=MONTHLY;BYDAY=12MO', 'recurrence_weekday'],
    ['FREQ=MONTHLY;BYDAY=-6MO', 'recurrence_weekday'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=6MO', 'recurrence_weekday'],
    ['FREQ=YEARLY;BYDAY=-1MO', 'recurrence_weekday'],
    ['FREQ=WEEKLY;WKST=1', 'recurrence_weekday'],
    ['FREQ=YEARLY;BYMONTH=13', 'recurrence_month'],
    ['FREQ=YEARLY;BYMONTH=0', 'recurrence_month'],
    ['FREQ=WEEKLY;COUNT=0', 'recurrence_end'],
    ['FREQ=WEEKLY;COUNT=1000', 'recurrence_end'],
    ['FREQ=WEEKLY;COUNT=3;UNTIL=20260101', 'recurrence_end'],
    ['FREQ=WEEKLY;UNTIL=20260230', 'recurrence_end'],
    ['FREQ=WEEKLY;UNTIL=20260119T000000Z', 'recurrence_end'],
    ['FREQ=WEEKLY;UNTIL=2026-01-19', 'recurrence_end'],
  ])('[SL16] %j is refused as %s', (rule, code) => {
    const refused = { code, field: '/rule' };
    expect(() => parseRecurrence(rule as string)).toThrow(expect.objectContaining(refused));
    const recurring = { rule: rule as string, startsOn: '2026-01-01' };
    expect(() => nextDates(recurring, '2026-01-01')).toThrow(expect.objectContaining(refused));
  });

  it.each([
    ['/rule', 'recurrence_end', { rule: 'FREQ=WEEKLY;UNTIL=20251231' }, '2026-01-01', 10],
    ['/startsOn', 'invalid_date', { startsOn: '2026-02-29' }, '2026-01-01', 10],
    ['/startsOn', 'out_of_range', { startsOn: '1899-12-31' }, '2026-01-01', 10],
    ['/startsOn', 'out_of_range', { startsOn: '2201-01-01' }, '2026-01-01', 10],
    ['/excludedDates/1', 'invalid_date', { excludedDates: ['2026-01-05', 'soon'] }, '2026-01-01', 10],
    ['/from', 'invalid_date', {}, '2026-02-30', 10],
    ['/count', 'out_of_range', {}, '2026-01-01', 0],
    ['/count', 'out_of_range', {}, '2026-01-01', 1_001],
    ['/count', 'invalid_value', {}, '2026-01-01', 1.5],
  ])('[SL16] a preview refuses a bad %s as %s', (field, code, changes, from, count) => {
    const recurring = { rule: 'FREQ=WEEKLY', startsOn: '2026-01-01', ...changes };
    expect(() => nextDates(recurring, from, count)).toThrow(
      new SlotInputError(code as 'invalid_date', field),
    );
  });
});
