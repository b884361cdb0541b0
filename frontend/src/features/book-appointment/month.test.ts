import { describe, expect, it } from 'vitest';
import { addMonths, dateByKey, lastOf, sameDayIn, weeksOf } from './month.ts';

describe('months', () => {
  it('count across years in both directions', () => {
    expect(addMonths('2026-11', 2)).toBe('2027-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-01', -13)).toBe('2024-12');
  });

  it('end on their last day, also in February', () => {
    expect(['2026-02', '2028-02', '2026-12'].map(lastOf)).toEqual(['2026-02-28', '2028-02-29', '2026-12-31']);
  });

  it('are drawn in whole weeks that begin where the reader begins them', () => {
    // 1 March 2026 is a Sunday.
    const monday = weeksOf('2026-03', 1);
    expect(monday).toHaveLength(6);
    expect(monday[0]).toEqual([null, null, null, null, null, null, '2026-03-01']);
    const sunday = weeksOf('2026-03', 0);
    expect(sunday).toHaveLength(5);
    expect(sunday[0]?.[0]).toBe('2026-03-01');
    expect(weeksOf('2026-03', 6)[0]?.slice(0, 2)).toEqual([null, '2026-03-01']);
    expect(monday.flat().filter((date) => date !== null)).toHaveLength(31);
  });

  it('shorten the day where they are shorter', () => {
    expect(sameDayIn('2026-01-31', 1)).toBe('2026-02-28');
    expect(sameDayIn('2028-02-29', 12)).toBe('2029-02-28');
  });
});

describe('keys of the date grid', () => {
  const press = (key: string, shift = false, date = '2026-03-11') => dateByKey(date, key, shift, 1);

  it('move by day, week, month and year', () => {
    expect([press('ArrowLeft'), press('ArrowRight')]).toEqual(['2026-03-10', '2026-03-12']);
    expect([press('ArrowUp'), press('ArrowDown')]).toEqual(['2026-03-04', '2026-03-18']);
    expect([press('PageUp'), press('PageDown')]).toEqual(['2026-02-11', '2026-04-11']);
    expect([press('PageUp', true), press('PageDown', true)]).toEqual(['2025-03-11', '2027-03-11']);
  });

  it('Home and End stay in the week, wherever it begins', () => {
    expect([press('Home'), press('End')]).toEqual(['2026-03-09', '2026-03-15']);
    expect(dateByKey('2026-03-11', 'Home', false, 0)).toBe('2026-03-08');
    expect(dateByKey('2026-03-08', 'End', false, 1)).toBe('2026-03-08');
  });

  it('leave other keys to others', () => {
    expect([press('Enter'), press('a'), press('Tab')]).toEqual([null, null, null]);
  });
});
