import { isLocalDate, type LocalDate } from '../time/local-date.ts';
import { type RecurrenceErrorCode, SlotInputError } from './slot-input-error.ts';

/** A weekday of a recurrence, 0 = Sunday. */
export interface RecurrenceWeekday {
  readonly dayOfWeek: number;
  /** Which one of the month: 1 the first, -1 the last; null: each. */
  readonly ordinal: number | null;
}

/** A recurrence rule in parts. Lists are empty where the rule leaves it to the date it starts on. */
export interface Recurrence {
  readonly frequency: 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  /** Every how many weeks, months, years. */
  readonly interval: number;
  readonly weekdays: readonly RecurrenceWeekday[];
  /** 1 = January; only of a yearly rule. */
  readonly months: readonly number[];
  /** The last date that may be one, inclusive. */
  readonly until: LocalDate | null;
  /** How many dates the rule has, those excluded later included. */
  readonly count: number | null;
  /** First day of the weeks that INTERVAL counts; 1, Monday, unless the rule says otherwise. */
  readonly weekStart: number;
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const PART = /^([A-Z]+)=([A-Z0-9+,-]+)$/;
const WEEKDAY = /^([+-]?[1-9])?(SU|MO|TU|WE|TH|FR|SA)$/;
const MONTH = /^(?:[1-9]|1[0-2])$/;
const SMALL_NUMBER = /^[1-9]\d{0,2}$/;
const DATE = /^(\d{4})(\d{2})(\d{2})$/;
const LONGEST_RULE = 500;
const KNOWN_PARTS = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTH', 'UNTIL', 'COUNT', 'WKST']);

function refuse(code: RecurrenceErrorCode): never {
  throw new SlotInputError(code, '/rule');
}

function splitParts(rule: string): Map<string, string> {
  if (typeof rule !== 'string' || rule.length > LONGEST_RULE) {
    refuse('recurrence_syntax');
  }
  const parts = new Map<string, string>();
  for (const text of rule.split(';')) {
    const [, name = '', value = ''] = PART.exec(text) ?? [];
    if (name === '' || parts.has(name)) {
      refuse('recurrence_syntax');
    }
    parts.set(name, value);
  }
  return parts;
}

function frequencyOf(value: string | undefined): Recurrence['frequency'] {
  switch (value) {
    case 'WEEKLY':
    case 'MONTHLY':
    case 'YEARLY':
      return value;
    case undefined:
      return refuse('recurrence_syntax');
    default:
      return refuse('recurrence_frequency');
  }
}

function smallNumber(value: string | undefined, code: RecurrenceErrorCode): number | null {
  if (value === undefined) {
    return null;
  }
  return SMALL_NUMBER.test(value) ? Number(value) : refuse(code);
}

function untilOf(value: string | undefined): LocalDate | null {
  if (value === undefined) {
    return null;
  }
  const date = DATE.test(value) ? value.replace(DATE, '$1-$2-$3') : null;
  return isLocalDate(date) ? date : refuse('recurrence_end');
}

function weekdaysOf(value: string | undefined, frequency: Recurrence['frequency']): RecurrenceWeekday[] {
  const largest = frequency === 'WEEKLY' ? 0 : 5;
  return (value?.split(',') ?? []).map((text) => {
    const [, number, name = ''] = WEEKDAY.exec(text) ?? [];
    const ordinal = number === undefined ? null : Number(number);
    if (name === '' || Math.abs(ordinal ?? 0) > largest) {
      refuse('recurrence_weekday');
    }
    return { dayOfWeek: WEEKDAYS.indexOf(name), ordinal };
  });
}

function monthsOf(value: string | undefined): number[] {
  return (value?.split(',') ?? []).map((text) =>
    MONTH.test(text) ? Number(text) : refuse('recurrence_month'),
  );
}

/**
 * Reads the value of an RRULE (RFC 5545 §3.3.10), in capitals and without `RRULE:`. Known are FREQ (WEEKLY, MONTHLY,
 * YEARLY), INTERVAL, BYDAY (with a number, such as `1MO` or `-1FR`, of a month), BYMONTH (yearly, and needed there by
 * BYDAY), WKST, and either UNTIL (a date, inclusive: schedules are made of dates) or COUNT. Anything else is refused,
 * because a part that is not understood would put hours on dates that nobody meant (SL6, SL16).
 *
 * @throws SlotInputError with a `recurrence_…` code and the pointer `/rule`
 */
export function parseRecurrence(rule: string): Recurrence {
  const parts = splitParts(rule);
  const frequency = frequencyOf(parts.get('FREQ'));
  const known = (name: string) => KNOWN_PARTS.has(name) && (name !== 'BYMONTH' || frequency === 'YEARLY');
  if (![...parts.keys()].every(known)) {
    refuse('recurrence_part');
  }
  const months = monthsOf(parts.get('BYMONTH'));
  const [until, count] = [untilOf(parts.get('UNTIL')), smallNumber(parts.get('COUNT'), 'recurrence_end')];
  if (until !== null && count !== null) {
    refuse('recurrence_end');
  }
  if (frequency === 'YEARLY' && parts.has('BYDAY') && months.length === 0) {
    refuse('recurrence_weekday');
  }
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO');
  return {
    frequency,
    interval: smallNumber(parts.get('INTERVAL'), 'recurrence_interval') ?? 1,
    weekdays: weekdaysOf(parts.get('BYDAY'), frequency),
    months,
    until,
    count,
    weekStart: weekStart === -1 ? refuse('recurrence_weekday') : weekStart,
  };
}
