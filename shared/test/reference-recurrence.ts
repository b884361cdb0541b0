import { Temporal } from 'temporal-polyfill';
import type { RecurringDates } from '../src/slots/slot-types.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

function partsOf(rule: string): Map<string, string> {
  return new Map(rule.split(';').map((part) => part.split('=') as [string, string]));
}

function firstOfWeek(date: Temporal.PlainDate, weekStart: string): Temporal.PlainDate {
  const back = (date.dayOfWeek - 1 - WEEKDAYS.indexOf(weekStart) + 7) % 7;
  return date.subtract({ days: back });
}

/** Is `date` the nth such weekday, counted from the start (or, negative, from the end) of its month? */
function isNth(date: Temporal.PlainDate, ordinal: number): boolean {
  const { day, daysInMonth } = date;
  const place = ordinal > 0 ? day : daysInMonth - day + 1;
  return Math.ceil(place / 7) === Math.abs(ordinal);
}

function matchesWeekday(date: Temporal.PlainDate, byDay: string): boolean {
  return byDay.split(',').some((text) => {
    const ordinal = text.slice(0, -2);
    const named = text.slice(-2) === WEEKDAYS[date.dayOfWeek - 1];
    return named && (ordinal === '' || isNth(date, Number(ordinal)));
  });
}

/** Whether the rule, without its COUNT, says that `date` is one of its dates: asked of each date for itself. */
function matches(parts: Map<string, string>, start: Temporal.PlainDate, date: Temporal.PlainDate): boolean {
  const until = parts.get('UNTIL');
  if (until !== undefined && date.toString().replaceAll('-', '') > until) {
    return false;
  }
  const interval = Number(parts.get('INTERVAL') ?? '1');
  const byDay = parts.get('BYDAY');
  if (parts.get('FREQ') === 'WEEKLY') {
    const weekStart = parts.get('WKST') ?? 'MO';
    const days = firstOfWeek(start, weekStart).until(firstOfWeek(date, weekStart)).days;
    const weekday = byDay ?? WEEKDAYS[start.dayOfWeek - 1] ?? '';
    return (days / 7) % interval === 0 && matchesWeekday(date, weekday);
  }
  const years = date.year - start.year;
  if (parts.get('FREQ') === 'MONTHLY') {
    const inPeriod = (years * 12 + date.month - start.month) % interval === 0;
    return inPeriod && (byDay === undefined ? date.day === start.day : matchesWeekday(date, byDay));
  }
  const months = parts.get('BYMONTH')?.split(',').map(Number);
  if (years % interval !== 0 || (months && !months.includes(date.month))) {
    return false;
  }
  if (byDay !== undefined) {
    return matchesWeekday(date, byDay);
  }
  return date.day === start.day && (months !== undefined || date.month === start.month);
}

/**
 * The dates of a rule from `first` to `last`, both inclusive, one day after the other (SL6). Only a rule with COUNT
 * has to be followed from its start.
 */
export function referenceDates(recurring: RecurringDates, first: string, last: string): string[] {
  const { startsOn, excludedDates = [] } = recurring;
  const parts = partsOf(recurring.rule);
  const start = Temporal.PlainDate.from(startsOn);
  let left = Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY);
  const dates: string[] = [];
  let date = parts.has('COUNT') || first < startsOn ? start : Temporal.PlainDate.from(first);
  for (; left > 0 && date.toString() <= last; date = date.add({ days: 1 })) {
    if (matches(parts, start, date)) {
      dates.push(date.toString());
      left -= 1;
    }
  }
  return dates.filter((one) => one >= first && !excludedDates.includes(one));
}
