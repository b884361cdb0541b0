/** A calendar date without a zone, `YYYY-MM-DD`; two of them compare in time order as plain strings. */
export type LocalDate = string;

/** A wall-clock time to the minute, `HH:MM` from `00:00` to `23:59`; the end of a window may also be `24:00`. */
export type LocalTime = string;

/** Length of each month in a common year. */
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number {
  if (month !== 2) {
    return MONTH_DAYS[month - 1] ?? 0;
  }
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

const ZERO = 48;
const DASH = 45;
const COLON = 58;

/** In place of a number that is none: so far below zero that arithmetic with digits never leads back. */
const NO_NUMBER = -10_000;

/** The two digits at a place of `text` as a number, or {@link NO_NUMBER}. Much faster than a pattern. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_NUMBER;
}

/** {@link dayNumber} of a date that exists in the Gregorian calendar, years 0001 to 9999; NaN for anything else. */
export function dayNumberOrNaN(value: unknown): number {
  if (
    typeof value !== 'string' ||
    value.length !== 10 ||
    value.charCodeAt(4) !== DASH ||
    value.charCodeAt(7) !== DASH
  ) {
    return Number.NaN;
  }
  const year = twoDigits(value, 0) * 100 + twoDigits(value, 2);
  const month = twoDigits(value, 5);
  const day = twoDigits(value, 8);
  if (!(year >= 1 && day >= 1 && day <= daysInMonth(year, month))) {
    return Number.NaN;
  }
  const marchYear = year - (month <= 2 ? 1 : 0);
  const marchMonth = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

/** True for a date that exists in the Gregorian calendar, years 0001 to 9999; refuses 30 February and `2026-1-1`. */
export function isLocalDate(value: unknown): value is LocalDate {
  return !Number.isNaN(dayNumberOrNaN(value));
}

/** True for `00:00` to `23:59`. `24:00` is the end of a day and no time of its own: see {@link isLocalEndTime}. */
export function isLocalTime(value: unknown): value is LocalTime {
  if (typeof value !== 'string' || value.length !== 5 || value.charCodeAt(2) !== COLON) {
    return false;
  }
  const hour = twoDigits(value, 0);
  const minute = twoDigits(value, 3);
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
}

/** True for what may end a window: any local time, and `24:00` for the next midnight (SL2). */
export function isLocalEndTime(value: unknown): value is LocalTime {
  return isLocalTime(value) || value === '24:00';
}

/** Minutes since the wall clock's midnight; `24:00` is 1440. Expects a checked time. */
export function minuteOfDay(time: LocalTime): number {
  return twoDigits(time, 0) * 60 + twoDigits(time, 3);
}

/**
 * Days since 1970-01-01 in the Gregorian calendar.
 *
 * @throws RangeError when `date` is no date.
 */
export function dayNumber(date: LocalDate): number {
  const day = dayNumberOrNaN(date);
  if (Number.isNaN(day)) {
    throw new RangeError(`Not a date: ${String(date)}`);
  }
  return day;
}

/**
 * The date that many days after 1970-01-01: the inverse of {@link dayNumber}.
 *
 * @throws RangeError outside the years 0001 to 9999.
 */
export function dateOfDay(day: number): LocalDate {
  const text = new Date(day * 86_400_000);
  const year = text.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) {
    throw new RangeError(`No date is ${day} days from 1970-01-01`);
  }
  return text.toISOString().slice(0, 10);
}

/** 0 = Sunday to 6 = Saturday, for a count of days since 1970-01-01 (a Thursday). */
export function dayOfWeekOfDay(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The date `days` calendar days later (earlier when negative), never by adding 24 hours to an instant. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days);
}

/** Calendar days from `from` to `to`: 1 for the next day, negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 = Sunday to 6 = Saturday (SL2). */
export function dayOfWeek(date: LocalDate): number {
  return dayOfWeekOfDay(dayNumber(date));
}

/** For `sort`: earlier dates first. Dates may also be compared with `<` directly. */
export function compareDates(a: LocalDate, b: LocalDate): -1 | 0 | 1 {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
