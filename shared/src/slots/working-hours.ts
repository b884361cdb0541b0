import { dayOfWeekOfDay, minuteOfDay } from '../time/local-date.ts';
import { instantOfDayMinute, startOfDay } from '../time/zone-days.ts';
import type { EpochMs, ZoneTable } from '../time/zone-table.ts';
import { LOOK_AHEAD_DAYS, LOOK_BACK_DAYS, WINDOW_REACH_DAYS } from './grid.ts';
import { type DayPlan, dayPlanOf, type SchedulePlan } from './schedule-plan.ts';
import type { HoursWindow, Interval } from './slot-types.ts';

/** One window on one date, as instants; it belongs to `day`, the date it starts on (SL5). */
export interface WorkingWindow extends Interval {
  readonly day: number;
  readonly maxSessions?: number;
}

type PlanOfDay = (plan: SchedulePlan, day: number) => DayPlan;

function isOnWeekday(window: DayPlan['windows'][number], weekday: number): boolean {
  return window.dayOfWeek === undefined || window.dayOfWeek === weekday;
}

function endOfWindow(zone: ZoneTable, day: number, window: HoursWindow): EpochMs {
  const [from, to] = [minuteOfDay(window.start), minuteOfDay(window.end)];
  return to > from ? instantOfDayMinute(zone, day, to) : instantOfDayMinute(zone, day + 1, to);
}

function toInstants(zone: ZoneTable, day: number, window: HoursWindow): WorkingWindow {
  const start = instantOfDayMinute(zone, day, minuteOfDay(window.start));
  const end = endOfWindow(zone, day, window);
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
  planOf: PlanOfDay = dayPlanOf,
): WorkingWindow[] {
  const windows: WorkingWindow[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    const weekday = dayOfWeekOfDay(day);
    for (const window of planOf(plan, day).windows) {
      if (isOnWeekday(window, weekday)) {
        windows.push(toInstants(plan.zone, day, window));
      }
    }
  }
  return windows;
}

/** Does a window of an earlier day last until this one begins, or longer? */
function isReached(plan: SchedulePlan, day: number, planOf: PlanOfDay): boolean {
  const dawn = startOfDay(plan.zone, day);
  for (let earlier = day - WINDOW_REACH_DAYS; earlier < day; earlier++) {
    const weekday = dayOfWeekOfDay(earlier);
    for (const window of planOf(plan, earlier).windows) {
      if (isOnWeekday(window, weekday) && endOfWindow(plan.zone, earlier, window) >= dawn) {
        return true;
      }
    }
  }
  return false;
}

/**
 * The windows that decide which slots start on the days `[firstDay, lastDay]`, unmerged: theirs and, only where hours
 * run on to the midnight before or after them, also those of the days around. Most hours end in the evening, and a
 * question about one day is then one about one day and not about nine.
 */
export function windowsAround(
  plan: SchedulePlan,
  firstDay: number,
  lastDay: number,
  planOf: PlanOfDay = dayPlanOf,
): WorkingWindow[] {
  const windows = workingWindowsOfDays(plan, firstDay, lastDay, planOf);
  const dusk = startOfDay(plan.zone, lastDay + 1);
  return isReached(plan, firstDay, planOf) || windows.some(({ end }) => end >= dusk)
    ? workingWindowsOfDays(plan, firstDay - LOOK_BACK_DAYS, lastDay + LOOK_AHEAD_DAYS, planOf)
    : windows;
}
