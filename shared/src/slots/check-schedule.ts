import { isLocalEndTime, isLocalTime } from '../time/local-date.ts';
import { isTimeZone } from '../time/zone.ts';
import {
  checkDate,
  checkFields,
  checkInteger,
  checkList,
  checkListedDate,
  checkUnique,
  fieldsOf,
  refuseUnless,
} from './check-values.ts';
import { checkRecurringDates } from './recurring-dates.ts';
import type {
  AvailabilityTemplate,
  DateOverride,
  HoursWindow,
  RecurringOverride,
  Schedule,
  WeeklyWindow,
} from './slot-types.ts';

const MAX_SESSIONS = 10_000;

const TEMPLATE_FIELDS = fieldsOf<AvailabilityTemplate>({
  effectiveFrom: true,
  effectiveTo: true,
  windows: true,
});
const WEEKLY_FIELDS = fieldsOf<WeeklyWindow>({ dayOfWeek: true, start: true, end: true, maxSessions: true });
const HOURS_FIELDS = fieldsOf<HoursWindow>({ start: true, end: true, maxSessions: true });
const OVERRIDE_FIELDS = fieldsOf<DateOverride>({ date: true, windows: true });
const RECURRING_FIELDS = fieldsOf<RecurringOverride>({
  rule: true,
  startsOn: true,
  excludedDates: true,
  windows: true,
  savedAt: true,
});

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

function checkRecurringOverride(recurring: RecurringOverride): void {
  checkFields(recurring, RECURRING_FIELDS);
  checkRecurringDates(recurring);
  checkList('/windows', recurring.windows, checkOverrideWindow);
  refuseUnless(Number.isFinite(recurring.savedAt), 'invalid_value', '/savedAt');
}

/**
 * Checks zone, templates, overrides, recurring overrides and holidays (SL16). Ignores other fields, so that a whole input may be given.
 *
 * @throws SlotInputError
 */
export function checkSchedule(schedule: Schedule): void {
  const { timeZone, templates, overrides, recurringOverrides, holidays } = schedule;
  refuseUnless(isTimeZone(timeZone), 'unknown_time_zone', '/timeZone');
  checkList('/templates', templates, checkTemplate);
  checkUnique(templates, 'effectiveFrom', 'duplicate_template', '/templates');
  checkList('/overrides', overrides, checkOverride);
  checkUnique(overrides, 'date', 'duplicate_override', '/overrides');
  if (recurringOverrides !== undefined) {
    checkList('/recurringOverrides', recurringOverrides, checkRecurringOverride);
  }
  checkList('/holidays', holidays, checkListedDate);
}
