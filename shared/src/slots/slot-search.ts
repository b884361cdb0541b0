import { spansBeforeDay, spansFromDay } from '../time/day-spans.ts';
import { dayNumber } from '../time/local-date.ts';
import { localDayAt, startOfDay } from '../time/zone-days.ts';
import { type EpochMs, type ZoneTable, zoneTable } from '../time/zone-table.ts';
import { cutLongWindows, LOOK_BACK_DAYS } from './grid.ts';
import { intersect, mergeIntervals } from './intervals.ts';
import { findObstacles, type Obstacles } from './obstacles.ts';
import type { Interval, SlotInput } from './slot-types.ts';
import {
  type SchedulePlan,
  schedulePlan,
  type WorkingWindow,
  workingWindowsOfDays,
} from './working-hours.ts';

const MINUTE_MS = 60_000;

/** One question, prepared: every time in milliseconds, every set merged and sorted. */
export interface SlotSearch {
  readonly input: SlotInput;
  readonly plan: SchedulePlan;
  readonly duration: number;
  readonly step: number;
  /** SL11: all instants on the viewer's days. One interval as a rule; none for a date that the zone skips. */
  readonly range: readonly Interval[];
  /** SL10: all instants whose date in the schedule's zone is not past the booking window. */
  readonly bookable: readonly Interval[];
  /** SL10, inclusive. */
  readonly earliest: EpochMs;
  /** Local days of the schedule whose windows can matter. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Unmerged, also those without any time; merged; merged and cut. */
  readonly windows: readonly WorkingWindow[];
  readonly open: readonly Interval[];
  readonly pieces: readonly Interval[];
  readonly obstacles: Obstacles;
}

function bookableSpans(input: SlotInput, zone: ZoneTable): Interval[] {
  if (input.bookingWindowDays === null) {
    return [{ start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY }];
  }
  return spansBeforeDay(zone, localDayAt(zone, input.now) + input.bookingWindowDays + 1);
}

/** Prepares a question; `input` has been checked. */
export function prepareSearch(input: SlotInput): SlotSearch {
  const plan = schedulePlan(input);
  const viewer = zoneTable(input.viewerTimeZone);
  const [firstAsked, afterAsked] = [dayNumber(input.range.from), dayNumber(input.range.to) + 1];
  const range = intersect(spansFromDay(viewer, firstAsked), spansBeforeDay(viewer, afterAsked));
  const from = startOfDay(viewer, firstAsked);
  const to = range.at(-1)?.end ?? from;
  const duration = input.visitType.durationMinutes * MINUTE_MS;
  const firstDay = localDayAt(plan.zone, from) - LOOK_BACK_DAYS;
  const lastDay = localDayAt(plan.zone, to + duration) + 1;
  const windows = workingWindowsOfDays(plan, firstDay, lastDay);
  const open = mergeIntervals(windows);
  return {
    input,
    plan,
    duration,
    step: (input.visitType.stepMinutes ?? input.visitType.durationMinutes) * MINUTE_MS,
    range,
    bookable: bookableSpans(input, plan.zone),
    earliest: input.now + input.visitType.minimumNoticeMinutes * MINUTE_MS,
    firstDay,
    lastDay,
    windows,
    open,
    pieces: cutLongWindows(plan.zone, open),
    obstacles: findObstacles(input, windows),
  };
}
