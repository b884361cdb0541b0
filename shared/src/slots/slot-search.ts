import { dayNumber } from '../time/local-date.ts';
import { localDayAt, onOrAfterDay, startOfDay, startOfDayForGood } from '../time/zone-days.ts';
import { type EpochMs, zoneTable } from '../time/zone-table.ts';
import { cutLongWindows, LOOK_BACK_DAYS } from './grid.ts';
import { mergeIntervals } from './intervals.ts';
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
  /** All instants that can lie in the viewer's range are in `[from, to)`; {@link inRange} decides. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** SL11: does an instant lie on one of the viewer's days? */
  readonly inRange: (at: EpochMs) => boolean;
  /** SL10, inclusive. */
  readonly earliest: EpochMs;
  /** SL10: is an instant's date in the schedule's zone past the booking window? */
  readonly tooFar: (at: EpochMs) => boolean;
  /** Local days of the schedule whose windows can matter. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Unmerged, also those without any time; merged; merged and cut. */
  readonly windows: readonly WorkingWindow[];
  readonly open: readonly Interval[];
  readonly pieces: readonly Interval[];
  readonly obstacles: Obstacles;
}

function viewerSpan(input: SlotInput) {
  const viewer = zoneTable(input.viewerTimeZone);
  const [first, next] = [dayNumber(input.range.from), dayNumber(input.range.to) + 1];
  const [begun, over] = [onOrAfterDay(viewer, first), onOrAfterDay(viewer, next)];
  return {
    from: startOfDay(viewer, first),
    to: startOfDayForGood(viewer, next),
    inRange: (at: EpochMs) => begun(at) && !over(at),
  };
}

/** Prepares a question; `input` has been checked. */
export function prepareSearch(input: SlotInput): SlotSearch {
  const plan = schedulePlan(input);
  const duration = input.visitType.durationMinutes * MINUTE_MS;
  const span = viewerSpan(input);
  const firstDay = localDayAt(plan.zone, span.from) - LOOK_BACK_DAYS;
  const lastDay = localDayAt(plan.zone, span.to + duration) + 1;
  const windows = workingWindowsOfDays(plan, firstDay, lastDay);
  const open = mergeIntervals(windows);
  const today = localDayAt(plan.zone, input.now);
  return {
    ...span,
    input,
    plan,
    duration,
    step: (input.visitType.stepMinutes ?? input.visitType.durationMinutes) * MINUTE_MS,
    earliest: input.now + input.visitType.minimumNoticeMinutes * MINUTE_MS,
    tooFar:
      input.bookingWindowDays === null
        ? () => false
        : onOrAfterDay(plan.zone, today + input.bookingWindowDays + 1),
    firstDay,
    lastDay,
    windows,
    open,
    pieces: cutLongWindows(plan.zone, open),
    obstacles: findObstacles(input, windows),
  };
}
