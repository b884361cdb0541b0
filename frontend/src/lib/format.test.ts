import { describe, expect, it } from 'vitest';
import {
  firstDayOfWeek,
  formatLocalDateLong,
  formatMinutes,
  formatTime,
  formatWeekday,
  formatZone,
} from './format.ts';
import { type HourCycle, hourCycleStore, usualHourCycle } from './hour-cycle.ts';

describe('texts of times', () => {
  it('a time that occurs twice says which one it is', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    expect(formatTime(first, 'Europe/Berlin')).toMatch(/2:30.*\(1st\)$/);
    expect(formatTime(first + 3_600_000, 'Europe/Berlin')).toMatch(/2:30.*\(2nd\)$/);
    expect(formatTime('2026-03-02T09:00:00.000Z', 'Europe/Berlin')).toMatch(/^10:00( AM)?$/);
  });

  it('are written by the clock that was chosen', () => {
    const written = (chosen: HourCycle) => {
      hourCycleStore.setState({ chosen });
      return ['2026-03-02T14:30:00.000Z', '2026-03-02T00:05:00.000Z'].map((at) => formatTime(at, 'UTC'));
    };
    expect(written('h12').map((time) => time.toLowerCase())).toEqual(['2:30 pm', '12:05 am']);
    expect(written('h23')).toEqual(['14:30', expect.stringMatching(/^0?0:05$/)]);
    hourCycleStore.setState({ chosen: null });
  });

  it('begin with the clock of the language', () => {
    expect(['en-US', 'en-AU', 'en-GB', 'en-IE'].map(usualHourCycle)).toEqual(['h12', 'h12', 'h23', 'h23']);
  });

  it('a local date is itself in every zone', () => {
    expect(formatLocalDateLong('2026-03-01')).toMatch(/Sunday/);
    expect(formatLocalDateLong('2026-03-01')).toMatch(/\b1\b.*2026/);
  });

  it('names zones with the offset then in force', () => {
    expect(formatZone('Europe/Berlin', Date.UTC(2026, 6, 1))).toBe('Europe/Berlin (GMT+2)');
    expect(formatZone('America/New_York', Date.UTC(2026, 0, 1))).toBe('America/New York (GMT-5)');
  });

  it('speaks of minutes as people do', () => {
    expect([0, 1, 45, 60, 90, 121].map(formatMinutes)).toEqual([
      '0 minutes',
      '1 minute',
      '45 minutes',
      '1 hour',
      '1 hour 30 minutes',
      '2 hours 1 minute',
    ]);
  });

  it('begins the week where the reader does', () => {
    expect(formatWeekday(0, 'long')).toBe('Sunday');
    const languages = ['en-US', 'de-DE', 'ar-EG', 'not a language'];
    expect(languages.map((language) => firstDayOfWeek(language))).toEqual([0, 1, 6, 1]);
  });
});
