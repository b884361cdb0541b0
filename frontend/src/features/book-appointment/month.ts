import { addDays, dayOfWeek, type LocalDate } from '@openslot/shared/time/local-date';

/** A calendar month, `YYYY-MM`. Months compare in time order as plain strings. */
export type Month = string;

export function monthOf(date: LocalDate): Month {
  return date.slice(0, 7);
}

export function firstOf(month: Month): LocalDate {
  return `${month}-01`;
}

export function lastOf(month: Month): LocalDate {
  return addDays(firstOf(addMonths(month, 1)), -1);
}

export function addMonths(month: Month, count: number): Month {
  const total = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`;
}

/** Of two dates or months. */
export function earlierOf(a: string, b: string): string {
  return [a, b].sort()[0] ?? a;
}

/** Of two dates or months. */
export function laterOf(a: string, b: string): string {
  return [a, b].sort()[1] ?? b;
}

/** The same day of the month `count` months on; its last day where that month is shorter. */
export function sameDayIn(date: LocalDate, count: number): LocalDate {
  const month = addMonths(monthOf(date), count);
  return earlierOf(`${month}-${date.slice(8)}`, lastOf(month));
}

/** The month's dates in rows of seven; null before the first and after the last day. `weekStart` 0 is Sunday. */
export function weeksOf(month: Month, weekStart: number): (LocalDate | null)[][] {
  const lead = (dayOfWeek(firstOf(month)) - weekStart + 7) % 7;
  const days = Number(lastOf(month).slice(8));
  return Array.from({ length: Math.ceil((lead + days) / 7) }, (_week, row) =>
    Array.from({ length: 7 }, (_day, column) => {
      const day = row * 7 + column - lead;
      return day >= 0 && day < days ? addDays(firstOf(month), day) : null;
    }),
  );
}

/** Where a key of the date grid leads (WAI-ARIA date picker); null for other keys. */
export function dateByKey(date: LocalDate, key: string, shift: boolean, weekStart: number): LocalDate | null {
  const column = (dayOfWeek(date) - weekStart + 7) % 7;
  switch (key) {
    case 'ArrowLeft':
      return addDays(date, -1);
    case 'ArrowRight':
      return addDays(date, 1);
    case 'ArrowUp':
      return addDays(date, -7);
    case 'ArrowDown':
      return addDays(date, 7);
    case 'Home':
      return addDays(date, -column);
    case 'End':
      return addDays(date, 6 - column);
    case 'PageUp':
      return sameDayIn(date, shift ? -12 : -1);
    case 'PageDown':
      return sameDayIn(date, shift ? 12 : 1);
    default:
      return null;
  }
}
