import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  compareDates,
  dateOfDay,
  dayNumber,
  dayOfWeek,
  daysBetween,
  isLocalDate,
  isLocalEndTime,
  isLocalTime,
  minuteOfDay,
} from './local-date.ts';

const anyDay = fc.integer({ min: -719_162, max: 2_932_896 });

describe('local dates', () => {
  it.each(['2026-02-28', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('accepts %s', (date) => {
    expect(isLocalDate(date)).toBe(true);
  });

  it.each([
    '2026-02-30',
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '2026-01-01\n',
    '٢٠٢٦-٠١-٠١',
    '',
    20260101,
    null,
  ])('[SL16] refuses %j', (value) => {
    expect(isLocalDate(value)).toBe(false);
  });

  it.each([
    ['2026-10-19', isLocalDate],
    ['19:30', isLocalTime],
  ])('[SL16] refuses %s with any other character in any place', (text, accepts) => {
    expect(accepts(text)).toBe(true);
    for (let place = 0; place < text.length; place++) {
      const others = [...'/:-. x١'].filter((other) => other !== text[place]);
      const broken = others.map((other) => text.slice(0, place) + other + text.slice(place + 1));
      expect(broken.filter(accepts)).toEqual([]);
    }
  });

  it('agrees with Temporal on every count of days', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const expected = Temporal.PlainDate.from('1970-01-01').add({ days: day });
        expect(dateOfDay(day)).toBe(expected.toString());
        expect(dayNumber(expected.toString())).toBe(day);
        expect(dayOfWeek(expected.toString())).toBe(expected.dayOfWeek % 7);
      }),
    );
  });

  it('[SL2] counts weekdays from Sunday = 0', () => {
    expect([dayOfWeek('2026-03-08'), dayOfWeek('2026-03-09'), dayOfWeek('2026-03-14')]).toEqual([0, 1, 6]);
  });

  it('adds and counts calendar days over months and leap days', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2026-01-02', '2026-01-01')).toBe(-1);
  });

  it('sorts as time does', () => {
    const dates = ['2026-10-01', '0999-01-01', '2026-02-01'];
    expect(dates.sort(compareDates)).toEqual(['0999-01-01', '2026-02-01', '2026-10-01']);
    expect(compareDates('2026-01-01', '2026-01-01')).toBe(0);
  });

  it('throws instead of guessing', () => {
    expect(() => dayNumber('2026-02-30')).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => dateOfDay(Number.NaN)).toThrow(RangeError);
  });
});

describe('local times', () => {
  it.each(['00:00', '09:05', '23:59'])('accepts %s', (time) => {
    expect(isLocalTime(time)).toBe(true);
  });

  it.each(['24:00', '24:01', '25:00', '9:00', '09:60', '09:00:00', '', 900])('[SL16] refuses %j', (time) => {
    expect(isLocalTime(time)).toBe(false);
  });

  it('[SL2] lets 24:00 end a window, and nothing later', () => {
    expect([isLocalEndTime('24:00'), isLocalEndTime('00:00'), isLocalEndTime('24:05')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([minuteOfDay('00:00'), minuteOfDay('09:05'), minuteOfDay('24:00')]).toEqual([0, 545, 1440]);
  });
});
