import { dayNumber } from '../time/local-date.ts';
import { isTimeZone } from '../time/zone.ts';
import { checkSchedule } from './check-schedule.ts';
import {
  checkAskedInstant,
  checkDate,
  checkFields,
  checkInstant,
  checkInteger,
  checkList,
  fieldsOf,
  refuseUnless,
  within,
} from './check-values.ts';
import type { DateRange, Interval, OccupiedTime, SlotInput, SlotVisitType } from './slot-types.ts';

/** Minutes in a day: no visit, step or buffer is longer. */
const MAX_MINUTES = 1_440;
const MAX_NOTICE_MINUTES = 525_600;
const MAX_WINDOW_DAYS = 3_660;
const MAX_RANGE_DAYS = 366;
const FIRST_DAY = dayNumber('1900-01-01');
const LAST_DAY = dayNumber('2199-12-31');

const INPUT_FIELDS = fieldsOf<SlotInput>({
  timeZone: true,
  templates: true,
  overrides: true,
  recurringOverrides: true,
  holidays: true,
  unavailability: true,
  occupied: true,
  visitType: true,
  bookingWindowDays: true,
  range: true,
  viewerTimeZone: true,
  now: true,
});

const INTERVAL_FIELDS = fieldsOf<Interval>({ start: true, end: true });
const VISIT_TYPE_FIELDS = fieldsOf<SlotVisitType>({
  durationMinutes: true,
  stepMinutes: true,
  bufferBeforeMinutes: true,
  bufferAfterMinutes: true,
  minimumNoticeMinutes: true,
});
const RANGE_FIELDS = fieldsOf<DateRange>({ from: true, to: true });

const OCCUPIED_FIELDS = fieldsOf<OccupiedTime>({
  start: true,
  end: true,
  bufferBeforeMinutes: true,
  bufferAfterMinutes: true,
  kind: true,
  expiresAt: true,
  own: true,
});

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
  const first = checkDate(range.from, '/from');
  const last = checkDate(range.to, '/to');
  refuseUnless(first >= FIRST_DAY, 'out_of_range', '/from');
  refuseUnless(last <= LAST_DAY, 'out_of_range', '/to');
  refuseUnless(first <= last, 'range_reversed', '/to');
  refuseUnless(last - first < MAX_RANGE_DAYS, 'range_too_long', '/to');
}

/**
 * Checks a range of local dates: real, in the years 1900 to 2199, not reversed, at most 366 days (SL16).
 *
 * @throws SlotInputError with a pointer below `/range`
 */
export function checkDateRange(range: DateRange): void {
  within('/range', range, checkRangeFields);
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
  within('/visitType', input.visitType, checkVisitType);
  if (input.bookingWindowDays !== null) {
    checkInteger(input.bookingWindowDays, 0, MAX_WINDOW_DAYS, '/bookingWindowDays');
  }
  checkDateRange(input.range);
  refuseUnless(isTimeZone(input.viewerTimeZone), 'unknown_time_zone', '/viewerTimeZone');
  checkAskedInstant(input.now, '/now');
}
