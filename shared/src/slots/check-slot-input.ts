import { daysBetween, isLocalDate, isLocalEndTime, isLocalTime } from '../time/local-date.ts';
import { isTimeZone } from '../time/zone.ts';
import { SlotInputError, type SlotInputErrorCode } from './slot-input-error.ts';
import type {
  AvailabilityTemplate,
  DateOverride,
  DateRange,
  HoursWindow,
  Interval,
  OccupiedTime,
  Schedule,
  SlotInput,
  SlotVisitType,
  WeeklyWindow,
} from './slot-types.ts';

/** Minutes in a day: no visit, step or buffer is longer. */
const MAX_MINUTES = 1_440;
const MAX_NOTICE_MINUTES = 525_600;
const MAX_WINDOW_DAYS = 3_660;
const MAX_RANGE_DAYS = 366;
const MAX_SESSIONS = 10_000;
/** Instants of the years 1 to 9999 and a margin; larger numbers are seconds or microseconds taken for milliseconds. */
const MAX_EPOCH_MS = 253_402_300_800_000;

const INPUT_FIELDS = new Set([
  'timeZone',
  'templates',
  'overrides',
  'holidays',
  'unavailability',
  'occupied',
  'visitType',
  'bookingWindowDays',
  'range',
  'viewerTimeZone',
  'now',
]);
const TEMPLATE_FIELDS = new Set(['effectiveFrom', 'effectiveTo', 'windows']);
const WEEKLY_FIELDS = new Set(['dayOfWeek', 'start', 'end', 'maxSessions']);
const HOURS_FIELDS = new Set(['start', 'end', 'maxSessions']);
const OVERRIDE_FIELDS = new Set(['date', 'windows']);
const INTERVAL_FIELDS = new Set(['start', 'end']);
const OCCUPIED_FIELDS = new Set([
  'start',
  'end',
  'bufferBeforeMinutes',
  'bufferAfterMinutes',
  'kind',
  'expiresAt',
  'own',
]);
const VISIT_TYPE_FIELDS = new Set([
  'durationMinutes',
  'stepMinutes',
  'bufferBeforeMinutes',
  'bufferAfterMinutes',
  'minimumNoticeMinutes',
]);
const RANGE_FIELDS = new Set(['from', 'to']);

function refuseUnless(ok: boolean, code: SlotInputErrorCode, field: string): asserts ok {
  if (!ok) {
    throw new SlotInputError(code, field);
  }
}

function checkFields(value: object, allowed: ReadonlySet<string>, field: string): void {
  refuseUnless(typeof value === 'object' && value !== null, 'invalid_value', field);
  for (const name in value) {
    refuseUnless(allowed.has(name), 'unknown_field', `${field}/${name}`);
  }
}

function checkList<T>(list: readonly T[], field: string, check: (item: T, field: string) => void): void {
  refuseUnless(Array.isArray(list), 'invalid_value', field);
  for (const [index, item] of list.entries()) {
    check(item, `${field}/${index}`);
  }
}

function checkInteger(value: number, least: number, most: number, field: string): void {
  refuseUnless(Number.isInteger(value), 'invalid_value', field);
  refuseUnless(value >= least && value <= most, 'out_of_range', field);
}

function checkInstant(value: number, field: string): void {
  checkInteger(value, -MAX_EPOCH_MS, MAX_EPOCH_MS, field);
}

function checkDate(value: string, field: string): void {
  refuseUnless(isLocalDate(value), 'invalid_date', field);
}

function checkHours(window: HoursWindow, field: string): void {
  refuseUnless(isLocalTime(window.start), 'invalid_time', `${field}/start`);
  refuseUnless(isLocalEndTime(window.end), 'invalid_time', `${field}/end`);
  refuseUnless(window.start !== window.end, 'equal_times', `${field}/end`);
  if (window.maxSessions !== undefined) {
    checkInteger(window.maxSessions, 1, MAX_SESSIONS, `${field}/maxSessions`);
  }
}

function checkWeeklyWindow(window: WeeklyWindow, field: string): void {
  checkFields(window, WEEKLY_FIELDS, field);
  checkInteger(window.dayOfWeek, 0, 6, `${field}/dayOfWeek`);
  checkHours(window, field);
}

function checkTemplate(template: AvailabilityTemplate, field: string): void {
  checkFields(template, TEMPLATE_FIELDS, field);
  checkDate(template.effectiveFrom, `${field}/effectiveFrom`);
  if (template.effectiveTo !== undefined) {
    checkDate(template.effectiveTo, `${field}/effectiveTo`);
    refuseUnless(template.effectiveTo >= template.effectiveFrom, 'range_reversed', `${field}/effectiveTo`);
  }
  checkList(template.windows, `${field}/windows`, checkWeeklyWindow);
}

function checkOverride(override: DateOverride, field: string): void {
  checkFields(override, OVERRIDE_FIELDS, field);
  checkDate(override.date, `${field}/date`);
  checkList(override.windows, `${field}/windows`, (window, at) => {
    checkFields(window, HOURS_FIELDS, at);
    checkHours(window, at);
  });
}

/** Two rules for one date would make the answer depend on their order (SL15). */
function checkUnique(dates: readonly string[], code: SlotInputErrorCode, field: string): void {
  const seen = new Set<string>();
  for (const [index, date] of dates.entries()) {
    refuseUnless(!seen.has(date), code, `${field}/${index}`);
    seen.add(date);
  }
}

function checkInterval(interval: Interval, field: string): void {
  checkInstant(interval.start, `${field}/start`);
  checkInstant(interval.end, `${field}/end`);
  refuseUnless(interval.end > interval.start, 'end_not_after_start', `${field}/end`);
}

function checkOccupied(occupied: OccupiedTime, field: string): void {
  checkFields(occupied, OCCUPIED_FIELDS, field);
  checkInterval(occupied, field);
  checkInteger(occupied.bufferBeforeMinutes, 0, MAX_MINUTES, `${field}/bufferBeforeMinutes`);
  checkInteger(occupied.bufferAfterMinutes, 0, MAX_MINUTES, `${field}/bufferAfterMinutes`);
  refuseUnless(occupied.kind === 'appointment' || occupied.kind === 'hold', 'invalid_value', `${field}/kind`);
  if (occupied.expiresAt !== undefined) {
    checkInstant(occupied.expiresAt, `${field}/expiresAt`);
  }
  refuseUnless(
    occupied.own === undefined || typeof occupied.own === 'boolean',
    'invalid_value',
    `${field}/own`,
  );
}

function checkVisitType(type: SlotVisitType, field: string): void {
  checkFields(type, VISIT_TYPE_FIELDS, field);
  checkInteger(type.durationMinutes, 1, MAX_MINUTES, `${field}/durationMinutes`);
  if (type.stepMinutes !== undefined) {
    checkInteger(type.stepMinutes, 1, MAX_MINUTES, `${field}/stepMinutes`);
  }
  checkInteger(type.bufferBeforeMinutes, 0, MAX_MINUTES, `${field}/bufferBeforeMinutes`);
  checkInteger(type.bufferAfterMinutes, 0, MAX_MINUTES, `${field}/bufferAfterMinutes`);
  checkInteger(type.minimumNoticeMinutes, 0, MAX_NOTICE_MINUTES, `${field}/minimumNoticeMinutes`);
}

/**
 * Checks a range of local dates: real, not reversed, at most 366 days (SL16).
 *
 * @throws SlotInputError
 */
export function checkDateRange(range: DateRange, field = '/range'): void {
  checkFields(range, RANGE_FIELDS, field);
  checkDate(range.from, `${field}/from`);
  checkDate(range.to, `${field}/to`);
  refuseUnless(range.from <= range.to, 'range_reversed', `${field}/to`);
  refuseUnless(daysBetween(range.from, range.to) < MAX_RANGE_DAYS, 'range_too_long', `${field}/to`);
}

/**
 * Checks zone, templates, overrides and holidays (SL16). Ignores other fields, so that a whole input may be given.
 *
 * @throws SlotInputError
 */
export function checkSchedule(schedule: Schedule): void {
  refuseUnless(isTimeZone(schedule.timeZone), 'unknown_time_zone', '/timeZone');
  checkList(schedule.templates, '/templates', checkTemplate);
  checkUnique(
    schedule.templates.map((template) => template.effectiveFrom),
    'duplicate_template',
    '/templates',
  );
  checkList(schedule.overrides, '/overrides', checkOverride);
  checkUnique(
    schedule.overrides.map((override) => override.date),
    'duplicate_override',
    '/overrides',
  );
  checkList(schedule.holidays, '/holidays', checkDate);
}

/**
 * Checks a whole input and refuses what it does not know (SL16). Works to the minute: the rule that the product's
 * times are multiples of five minutes belongs to its contracts.
 *
 * @throws SlotInputError with a code and a JSON pointer
 */
export function checkSlotInput(input: SlotInput): void {
  checkFields(input, INPUT_FIELDS, '');
  checkSchedule(input);
  checkList(input.unavailability, '/unavailability', (interval, field) => {
    checkFields(interval, INTERVAL_FIELDS, field);
    checkInterval(interval, field);
  });
  checkList(input.occupied, '/occupied', checkOccupied);
  checkVisitType(input.visitType, '/visitType');
  if (input.bookingWindowDays !== null) {
    checkInteger(input.bookingWindowDays, 0, MAX_WINDOW_DAYS, '/bookingWindowDays');
  }
  checkDateRange(input.range);
  refuseUnless(isTimeZone(input.viewerTimeZone), 'unknown_time_zone', '/viewerTimeZone');
  checkInstant(input.now, '/now');
}
