import { daysBetween, isLocalEndTime, isLocalTime } from '../time/local-date.ts';
import { isTimeZone } from '../time/zone.ts';
import {
  checkAskedInstant,
  checkDate,
  checkFields,
  checkInstant,
  checkInteger,
  checkList,
  checkUnique,
  refuseUnless,
  within,
} from './check-values.ts';
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

function fields<T>(names: Record<keyof Required<T>, true>): ReadonlySet<string> {
  return new Set(Object.keys(names));
}

const INPUT_FIELDS = fields<SlotInput>({
  timeZone: true,
  templates: true,
  overrides: true,
  holidays: true,
  unavailability: true,
  occupied: true,
  visitType: true,
  bookingWindowDays: true,
  range: true,
  viewerTimeZone: true,
  now: true,
});
const TEMPLATE_FIELDS = fields<AvailabilityTemplate>({
  effectiveFrom: true,
  effectiveTo: true,
  windows: true,
});
const WEEKLY_FIELDS = fields<WeeklyWindow>({ dayOfWeek: true, start: true, end: true, maxSessions: true });
const HOURS_FIELDS = fields<HoursWindow>({ start: true, end: true, maxSessions: true });
const OVERRIDE_FIELDS = fields<DateOverride>({ date: true, windows: true });
const INTERVAL_FIELDS = fields<Interval>({ start: true, end: true });
const OCCUPIED_FIELDS = fields<OccupiedTime>({
  start: true,
  end: true,
  bufferBeforeMinutes: true,
  bufferAfterMinutes: true,
  kind: true,
  expiresAt: true,
  own: true,
});
const VISIT_TYPE_FIELDS = fields<SlotVisitType>({
  durationMinutes: true,
  stepMinutes: true,
  bufferBeforeMinutes: true,
  bufferAfterMinutes: true,
  minimumNoticeMinutes: true,
});
const RANGE_FIELDS = fields<DateRange>({ from: true, to: true });

function checkHours(window: HoursWindow): void {
  refuseUnless(isLocalTime(window.start), 'invalid_time', '/start');
  refuseUnless(isLocalEndTime(window.end), 'invalid_time', '/end');
  refuseUnless(window.start !== window.end, 'equal_times', '/end');
  if (window.maxSessions !== undefined) {
    checkInteger(window.maxSessions, 1, MAX_SESSIONS, '/maxSessions');
  }
}

function checkWeeklyWindow(window: WeeklyWindow): void {
  checkFields(window, WEEKLY_FIELDS);
  checkInteger(window.dayOfWeek, 0, 6, '/dayOfWeek');
  checkHours(window);
}

function checkOverrideWindow(window: HoursWindow): void {
  checkFields(window, HOURS_FIELDS);
  checkHours(window);
}

function checkTemplate(template: AvailabilityTemplate): void {
  checkFields(template, TEMPLATE_FIELDS);
  checkDate(template.effectiveFrom, '/effectiveFrom');
  if (template.effectiveTo !== undefined) {
    checkDate(template.effectiveTo, '/effectiveTo');
    refuseUnless(template.effectiveTo >= template.effectiveFrom, 'range_reversed', '/effectiveTo');
  }
  checkList('/windows', template.windows, checkWeeklyWindow);
}

function checkOverride(override: DateOverride): void {
  checkFields(override, OVERRIDE_FIELDS);
  checkDate(override.date, '/date');
  checkList('/windows', override.windows, checkOverrideWindow);
}

function checkInterval(interval: Interval): void {
  checkInstant(interval.start, '/start');
  checkInstant(interval.end, '/end');
  refuseUnless(interval.end > interval.start, 'end_not_after_start', '/end');
}

function checkUnavailability(interval: Interval): void {
  checkFields(interval, INTERVAL_FIELDS);
  checkInterval(interval);
}

function checkOccupied(occupied: OccupiedTime): void {
  checkFields(occupied, OCCUPIED_FIELDS);
  checkInterval(occupied);
  const { kind, bufferBeforeMinutes, bufferAfterMinutes, expiresAt, own } = occupied;
  checkInteger(bufferBeforeMinutes, 0, MAX_MINUTES, '/bufferBeforeMinutes');
  checkInteger(bufferAfterMinutes, 0, MAX_MINUTES, '/bufferAfterMinutes');
  refuseUnless(kind === 'appointment' || kind === 'hold', 'invalid_value', '/kind');
  if (expiresAt !== undefined) {
    checkInstant(expiresAt, '/expiresAt');
  }
  refuseUnless(own === undefined || typeof own === 'boolean', 'invalid_value', '/own');
}

function checkVisitType(type: SlotVisitType): void {
  checkFields(type, VISIT_TYPE_FIELDS);
  checkInteger(type.durationMinutes, 1, MAX_MINUTES, '/durationMinutes');
  if (type.stepMinutes !== undefined) {
    checkInteger(type.stepMinutes, 1, MAX_MINUTES, '/stepMinutes');
  }
  checkInteger(type.bufferBeforeMinutes, 0, MAX_MINUTES, '/bufferBeforeMinutes');
  checkInteger(type.bufferAfterMinutes, 0, MAX_MINUTES, '/bufferAfterMinutes');
  checkInteger(type.minimumNoticeMinutes, 0, MAX_NOTICE_MINUTES, '/minimumNoticeMinutes');
}

function checkRangeFields(range: DateRange): void {
  checkFields(range, RANGE_FIELDS);
  checkDate(range.from, '/from');
  checkDate(range.to, '/to');
  refuseUnless(range.from >= '1900-01-01', 'out_of_range', '/from');
  refuseUnless(range.to <= '2199-12-31', 'out_of_range', '/to');
  refuseUnless(range.from <= range.to, 'range_reversed', '/to');
  refuseUnless(daysBetween(range.from, range.to) < MAX_RANGE_DAYS, 'range_too_long', '/to');
}

/**
 * Checks a range of local dates: real, in the years 1900 to 2199, not reversed, at most 366 days (SL16).
 *
 * @throws SlotInputError with a pointer below `/range`
 */
export function checkDateRange(range: DateRange): void {
  within('/range', () => checkRangeFields(range));
}

/**
 * Checks zone, templates, overrides and holidays (SL16). Ignores other fields, so that a whole input may be given.
 *
 * @throws SlotInputError
 */
export function checkSchedule(schedule: Schedule): void {
  const { timeZone, templates, overrides, holidays } = schedule;
  refuseUnless(isTimeZone(timeZone), 'unknown_time_zone', '/timeZone');
  checkList('/templates', templates, checkTemplate);
  const beginnings = templates.map((template) => template.effectiveFrom);
  checkUnique(beginnings, 'duplicate_template', '/templates');
  checkList('/overrides', overrides, checkOverride);
  const overridden = overrides.map((override) => override.date);
  checkUnique(overridden, 'duplicate_override', '/overrides');
  checkList('/holidays', holidays, (date) => checkDate(date, ''));
}

/**
 * Checks a whole input and refuses what it does not know (SL16). Works to the minute: the rule that the product's
 * times are multiples of five minutes belongs to its contracts.
 *
 * @throws SlotInputError with a code and a JSON pointer
 */
export function checkSlotInput(input: SlotInput): void {
  checkFields(input, INPUT_FIELDS);
  checkSchedule(input);
  checkList('/unavailability', input.unavailability, checkUnavailability);
  checkList('/occupied', input.occupied, checkOccupied);
  within('/visitType', () => checkVisitType(input.visitType));
  if (input.bookingWindowDays !== null) {
    checkInteger(input.bookingWindowDays, 0, MAX_WINDOW_DAYS, '/bookingWindowDays');
  }
  checkDateRange(input.range);
  refuseUnless(isTimeZone(input.viewerTimeZone), 'unknown_time_zone', '/viewerTimeZone');
  checkAskedInstant(input.now, '/now');
}
