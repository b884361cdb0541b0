import { dateOfDay, dayNumber, type LocalDate } from '../time/local-date.ts';
import { startOfDay } from '../time/zone-days.ts';
import { checkSchedule } from './check-schedule.ts';
import { checkDateRange } from './check-slot-input.ts';
import { mergeIntervals } from './intervals.ts';
import { dayPlanOf, type HoursSource, schedulePlan } from './schedule-plan.ts';
import type { DateRange, Interval, Schedule } from './slot-types.ts';
import { workingWindowsOfDays } from './working-hours.ts';

/** One local date of a schedule, with what decided its hours and the windows that start on it. */
export interface WorkingDay {
  readonly date: LocalDate;
  readonly source: HoursSource;
  /** In order of start, unmerged; an overnight one ends on the next date. Without those a clock change empties. */
  readonly windows: readonly (Interval & { readonly maxSessions?: number })[];
}

/**
 * The working time on these local dates of the schedule, before anything is booked: merged (SL7), with the tail
 * of a window that began the day before, clipped to the dates.
 *
 * @throws SlotInputError for a bad schedule or range (SL16)
 */
export function workingWindows(schedule: Schedule, range: DateRange): Interval[] {
  checkSchedule(schedule);
  checkDateRange(range);
  const plan = schedulePlan(schedule);
  const [first, last] = [dayNumber(range.from), dayNumber(range.to)];
  const [from, to] = [startOfDay(plan.zone, first), startOfDay(plan.zone, last + 1)];
  return mergeIntervals(workingWindowsOfDays(plan, first - 2, last + 1))
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
    .filter(({ start, end }) => start < end);
}

/**
 * Each of these local dates with the source of its hours (SL5), for calendars and editors.
 *
 * @throws SlotInputError for a bad schedule or range (SL16)
 */
export function workingDays(schedule: Schedule, range: DateRange): WorkingDay[] {
  checkSchedule(schedule);
  checkDateRange(range);
  const plan = schedulePlan(schedule);
  const days: WorkingDay[] = [];
  for (let day = dayNumber(range.from); day <= dayNumber(range.to); day++) {
    const windows = workingWindowsOfDays(plan, day, day)
      .filter((window) => window.end > window.start)
      .sort((a, b) => a.start - b.start || a.end - b.end)
      .map(({ day: _day, ...window }) => window);
    days.push({ date: dateOfDay(day), source: dayPlanOf(plan, day).source, windows });
  }
  return days;
}
