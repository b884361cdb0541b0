import { dayNumber, dayOfWeekOfDay, minuteOfDay } from '../time/local-date.ts';
import { instantOfDayMinute } from '../time/zone-days.ts';
import { type ZoneTable, zoneTable } from '../time/zone-table.ts';
import { recurringDayTest } from './recurring-dates.ts';
import type { HoursWindow, Interval, RecurringOverride, Schedule, WeeklyWindow } from './slot-types.ts';

/** What decided the hours of a date (SL5): `override` is a one-off one, `none` stands where no template is in force. */
export type HoursSource = 'override' | 'holiday' | 'recurring' | 'template' | 'none';

/** One window on one date, as instants; it belongs to `day`, the date it starts on (SL5). */
export interface WorkingWindow extends Interval {
  readonly day: number;
  readonly maxSessions?: number;
}

/** The hours of one local day before they become instants. */
export interface DayPlan {
  readonly source: HoursSource;
  readonly windows: readonly HoursWindow[];
}

interface WeekTemplate {
  readonly from: number;
  readonly to: number;
  readonly byWeekday: readonly (readonly WeeklyWindow[])[];
}

interface RecurringHours {
  readonly isOn: (day: number) => boolean;
  readonly windows: readonly HoursWindow[];
}

/** A checked schedule, indexed by day number. */
export interface SchedulePlan {
  readonly zone: ZoneTable;
  /** Latest first. */
  readonly templates: readonly WeekTemplate[];
  readonly overrides: ReadonlyMap<number, readonly HoursWindow[]>;
  readonly holidays: ReadonlySet<number>;
  /** Saved last first. */
  readonly recurring: readonly RecurringHours[];
}

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];

/** What tells two recurring overrides apart, whatever the order of their lists. */
function textOf({ startsOn, rule, excludedDates = [], windows }: RecurringOverride): string {
  const hours = windows.map(({ start, end, maxSessions = 0 }) => `${start}-${end}/${maxSessions}`);
  return [startsOn, rule, ...[...excludedDates].sort(), ...hours.sort()].join(' ');
}

/** SL5: saved last first; of two saved at once the one that starts later, then by their texts. */
function compareRecurring(a: RecurringOverride, b: RecurringOverride): number {
  return b.savedAt - a.savedAt || (textOf(a) < textOf(b) ? 1 : -1);
}

function recurringHours(overrides: readonly RecurringOverride[] = []): RecurringHours[] {
  return [...overrides]
    .sort(compareRecurring)
    .map((override) => ({ isOn: recurringDayTest(override), windows: override.windows }));
}

/** Indexes a schedule that has been checked. */
export function schedulePlan(schedule: Schedule): SchedulePlan {
  const templates = schedule.templates.map((template) => ({
    from: dayNumber(template.effectiveFrom),
    to: template.effectiveTo === undefined ? Number.POSITIVE_INFINITY : dayNumber(template.effectiveTo),
    byWeekday: WEEKDAYS.map((weekday) => template.windows.filter((window) => window.dayOfWeek === weekday)),
  }));
  return {
    zone: zoneTable(schedule.timeZone),
    templates: templates.sort((a, b) => b.from - a.from),
    overrides: new Map(schedule.overrides.map((override) => [dayNumber(override.date), override.windows])),
    holidays: new Set(schedule.holidays.map(dayNumber)),
    recurring: recurringHours(schedule.recurringOverrides),
  };
}

/** The weekly hours of a day as if nothing replaced them (SL4). */
export function weeklyPlanOf(plan: SchedulePlan, day: number): DayPlan {
  const template = plan.templates.find((candidate) => candidate.from <= day);
  if (!template || template.to < day) {
    return { source: 'none', windows: [] };
  }
  return { source: 'template', windows: template.byWeekday[dayOfWeekOfDay(day)] ?? [] };
}

/** The hours of a day as if it had neither a one-off override nor a holiday: a recurring override's, or the weekly ones. */
export function recurringPlanOf(plan: SchedulePlan, day: number): DayPlan {
  const recurring = plan.recurring.find((candidate) => candidate.isOn(day));
  return recurring ? { source: 'recurring', windows: recurring.windows } : weeklyPlanOf(plan, day);
}

/** SL5: a one-off override beats a holiday, a holiday beats a recurring override, and that beats the template. */
export function dayPlanOf(plan: SchedulePlan, day: number): DayPlan {
  const override = plan.overrides.get(day);
  if (override) {
    return { source: 'override', windows: override };
  }
  return plan.holidays.has(day) ? { source: 'holiday', windows: [] } : recurringPlanOf(plan, day);
}

function toInstants(zone: ZoneTable, day: number, window: HoursWindow): WorkingWindow {
  const [from, to] = [minuteOfDay(window.start), minuteOfDay(window.end)];
  const end = to > from ? instantOfDayMinute(zone, day, to) : instantOfDayMinute(zone, day + 1, to);
  const start = instantOfDayMinute(zone, day, from);
  return window.maxSessions === undefined
    ? { day, start, end }
    : { day, start, end, maxSessions: window.maxSessions };
}

/**
 * The windows of the days `[firstDay, lastDay]`, unmerged. One that a clock change leaves without any time has
 * `end <= start` (SL3); merging drops it.
 */
export function workingWindowsOfDays(
  plan: SchedulePlan,
  firstDay: number,
  lastDay: number,
  planOf: (plan: SchedulePlan, day: number) => DayPlan = dayPlanOf,
): WorkingWindow[] {
  const windows: WorkingWindow[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    for (const window of planOf(plan, day).windows) {
      windows.push(toInstants(plan.zone, day, window));
    }
  }
  return windows;
}
