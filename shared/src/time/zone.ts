import { dateOfDay, dayNumber, type LocalDate, type LocalTime, minuteOfDay } from './local-date.ts';
import { instantOfDayMinute, localDayAt, startOfDay } from './zone-days.ts';
import { DAY_MS, type EpochMs, nextChange, offsetAt, zoneTable } from './zone-table.ts';

export type { EpochMs } from './zone-table.ts';

const MINUTE_MS = 60_000;

/** A span of instants, half-open `[start, end)` (SL1). */
export interface InstantSpan {
  readonly start: EpochMs;
  readonly end: EpochMs;
}

/** True for an IANA zone name this runtime knows; bare offsets (`+02:00`) are no zones. */
export function isTimeZone(value: unknown): value is string {
  try {
    return typeof value === 'string' && zoneTable(value).id === value;
  } catch {
    return false;
  }
}

/** The first moment after `at` at which the local date becomes another one. */
export function nextDateChange(timeZone: string, at: EpochMs): EpochMs {
  const table = zoneTable(timeZone);
  const today = localDayAt(table, at);
  let from = at;
  for (;;) {
    const midnight = (localDayAt(table, from) + 1) * DAY_MS - offsetAt(table, from);
    const change = nextChange(table, from, midnight);
    if (!change) {
      return midnight;
    }
    if (localDayAt(table, change.at) !== today) {
      return change.at;
    }
    from = change.at;
  }
}

/**
 * Wall clock → instant, as RFC 5545 §3.3.5 and Temporal's `compatible` (SL3). `24:00` is the next midnight.
 *
 * @throws RangeError for an unknown zone or a date that does not exist.
 */
export function wallClockToInstant(timeZone: string, date: LocalDate, time: LocalTime): EpochMs {
  return instantOfDayMinute(zoneTable(timeZone), dayNumber(date), minuteOfDay(time));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function formatOffset(offset: number): string {
  const minutes = Math.trunc(Math.abs(offset) / MINUTE_MS);
  return `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** The zone's date, wall clock (to the minute, rounded down) and offset (`+02:00`) at an instant. */
export function instantToLocal(
  timeZone: string,
  at: EpochMs,
): { date: LocalDate; time: LocalTime; offset: string } {
  const offset = offsetAt(zoneTable(timeZone), at);
  const local = at + offset;
  const day = Math.floor(local / DAY_MS);
  const minute = Math.floor((local - day * DAY_MS) / MINUTE_MS);
  const time = `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
  return { date: dateOfDay(day), time, offset: formatOffset(offset) };
}

/** The zone's calendar date at an instant. */
export function localDateOf(timeZone: string, at: EpochMs): LocalDate {
  return dateOfDay(localDayAt(zoneTable(timeZone), at));
}

/** First instant of a local date and first instant of the next one: 23, 24 or 25 hours apart as a rule. */
export function dayBounds(timeZone: string, date: LocalDate): InstantSpan {
  const [table, day] = [zoneTable(timeZone), dayNumber(date)];
  return { start: startOfDay(table, day), end: startOfDay(table, day + 1) };
}

/** The offset for people: `GMT`, `GMT+2`, `GMT-3:30`. */
export function offsetLabel(timeZone: string, at: EpochMs): string {
  const offset = formatOffset(offsetAt(zoneTable(timeZone), at));
  const [hours, minutes] = [Number(offset.slice(1, 3)), offset.slice(4)];
  if (hours === 0 && minutes === '00') {
    return 'GMT';
  }
  return `GMT${offset.slice(0, 1)}${hours}${minutes === '00' ? '' : `:${minutes}`}`;
}

/**
 * Which of the two an instant is when its wall-clock time occurs twice because clocks are set back; null when
 * the time is unique. For labels that must tell 02:30 from 02:30.
 */
export function isRepeatedHour(timeZone: string, at: EpochMs): 'first' | 'second' | null {
  const table = zoneTable(timeZone);
  let before = offsetAt(table, at - DAY_MS);
  for (
    let change = nextChange(table, at - DAY_MS, at + DAY_MS);
    change;
    change = nextChange(table, change.at, at + DAY_MS)
  ) {
    const repeated = before - change.offset;
    if (at >= change.at - repeated && at < change.at + repeated) {
      return at < change.at ? 'first' : 'second';
    }
    before = change.offset;
  }
  return null;
}
