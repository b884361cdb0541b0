import { dayNumber, dayOfWeekOfDay, minuteOfDay } from '../time/local-date.ts';
import { instantOfDayMinute } from '../time/zone-days.ts';
import { type ZoneTable, zoneTable } from '../time/zone-table.ts';
import type { HoursWindow, Interval, Schedule, WeeklyWindow } from './slot-types.ts';

/** What decided the hours of a date: `none` where no template is in force. */
export type HoursSource = 'override' | 'holiday' | 'template' | 'none';

/** One window on one date, as instants; it belongs to `day`, the date it starts on (SL5). */
export interface WorkingWindow extends Interval {
  readonly day: number;
  readonly maxSessions?: number;
}

/** The hours of one local day before they become instants. */
interface DayPlan {
  readonly source: HoursSource;
  readonly windows: readonly HoursWindow[];
}

interface WeekTemplate {
  readonly from: number;
  readonly to: number;
  readonly byWeekday: readonly (readonly WeeklyWindow[])[];
}

/** A checked schedule, indexed by day number. */
export interface SchedulePlan {
  readonly zone: ZoneTable;
  /** Latest first. */
  readonly templates: readonly WeekTemplate[];
  readonly overrides: ReadonlyMap<number, readonly HoursWindow[]>;
  readonly holidays: ReadonlySet<number>;
}

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];

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

/** SL5: a one-off override beats a holiday, a holiday beats the template. */
export function dayPlanOf(plan: SchedulePlan, day: number): DayPlan {
  const override = plan.overrides.get(day);
  if (override) {
    return { source: 'override', windows: override };
  }
  return plan.holidays.has(day) ? { source: 'holiday', windows: [] } : weeklyPlanOf(plan, day);
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
