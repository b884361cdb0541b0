import { commonSpans, spansBeforeDay, spansOfDays } from '../time/day-spans.ts';
import { dayNumber } from '../time/local-date.ts';
import { localDayAt, startOfDay } from '../time/zone-days.ts';
import { type EpochMs, type ZoneTable, zoneTable } from '../time/zone-table.ts';
import { cutLongWindows } from './grid.ts';
import { mergeIntervals } from './intervals.ts';
import { findObstacles, type Obstacles } from './obstacles.ts';
import { type SchedulePlan, schedulePlan } from './schedule-plan.ts';
import type { Interval, SlotInput } from './slot-types.ts';
import { type WorkingWindow, windowsAround } from './working-hours.ts';

const MINUTE_MS = 60_000;

/** One question, prepared: every time in milliseconds, every set merged and sorted. */
export interface SlotSearch {
  readonly input: SlotInput;
  readonly plan: SchedulePlan;
  readonly duration: number;
  readonly step: number;
  /** SL11: all instants on the viewer's days. One interval as a rule; none for a date that the zone skips. */
  readonly range: readonly Interval[];
  /** The part of it within the booking window (SL10): whose dates in the schedule's zone are not past it. */
  readonly bookable: readonly Interval[];
  /** SL10, inclusive. */
  readonly earliest: EpochMs;
  /** Local days of the schedule that begin before the range ends, from the one on which it begins. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Unmerged, also those without any time; merged; merged and cut. */
  readonly windows: readonly WorkingWindow[];
  readonly open: readonly Interval[];
  readonly pieces: readonly Interval[];
  readonly obstacles: Obstacles;
}

function bookableSpans(input: SlotInput, zone: ZoneTable): Interval[] | null {
  return input.bookingWindowDays === null
    ? null
    : spansBeforeDay(zone, localDayAt(zone, input.now) + input.bookingWindowDays + 1);
}

/** As a rule the day of the moment before; the next one where clocks were set back over its midnight. */
function lastDayBegunBefore(zone: ZoneTable, at: EpochMs): number {
  const day = localDayAt(zone, at - 1);
  return startOfDay(zone, day + 1) < at ? day + 1 : day;
}

/** Prepares a question; `input` has been checked. */
export function prepareSearch(input: SlotInput): SlotSearch {
  const plan = schedulePlan(input);
  const viewer = zoneTable(input.viewerTimeZone);
  const firstAsked = dayNumber(input.range.from);
  const range = spansOfDays(viewer, firstAsked, dayNumber(input.range.to));
  const from = range[0]?.start ?? startOfDay(viewer, firstAsked);
  const to = range[range.length - 1]?.end ?? from;
  const duration = input.visitType.durationMinutes * MINUTE_MS;
  const firstDay = localDayAt(plan.zone, from);
  const lastDay = lastDayBegunBefore(plan.zone, to);
  const windows = windowsAround(plan, firstDay, lastDay);
  const bookable = bookableSpans(input, plan.zone);
  const open = mergeIntervals(windows);
  return {
    input,
    plan,
    duration,
    step: (input.visitType.stepMinutes ?? input.visitType.durationMinutes) * MINUTE_MS,
    range,
    bookable: bookable === null ? range : commonSpans(range, bookable),
    earliest: input.now + input.visitType.minimumNoticeMinutes * MINUTE_MS,
    firstDay,
    lastDay,
    windows,
    open,
    pieces: cutLongWindows(plan.zone, open),
    obstacles: findObstacles(input, windows),
  };
}
