import { Temporal } from 'temporal-polyfill';

/** True for a calendar date `YYYY-MM-DD` that exists (30 February does not). */
export function isLocalDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return false;
  }
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** True for a wall-clock time `HH:MM` from `00:00` to `24:00`; `24:00` is the next midnight (SL2). */
export function isLocalTime(value: string): boolean {
  return /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value);
}

/** True for an IANA time zone name this platform knows. Fixed offsets such as `+02:00` are refused: they have no daylight saving rules. */
export function isTimeZone(value: string): boolean {
  if (/^[+-]/.test(value)) {
    return false;
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
