import type { EpochMs } from '../time/zone-table.ts';
import { cutLongWindows, firstGridStart } from './grid.ts';
import { covers, intervalAt, mergeIntervals } from './intervals.ts';
import { findObstaclesByReason, type ObstaclesByReason } from './obstacles.ts';
import {
  type DayPlan,
  dayPlanOf,
  type HoursSource,
  recurringPlanOf,
  type SchedulePlan,
  weeklyPlanOf,
} from './schedule-plan.ts';
import type { SlotSearch } from './slot-search.ts';
import type { Interval, RejectedStart, RejectionCode } from './slot-types.ts';
import { isAmong } from './start-set.ts';
import { type WorkingWindow, windowsAround } from './working-hours.ts';

/** Hours that would hold if nothing of higher rank replaced them: what a closed date would have offered (SL5). */
interface ReplacedHours {
  readonly planOf: (plan: SchedulePlan, day: number) => DayPlan;
  readonly windows: readonly WorkingWindow[];
  readonly open: readonly Interval[];
  readonly pieces: readonly Interval[];
}

/** The weekly hours alone, and those that recurring overrides make of them. */
function replacedHours({ plan, firstDay, lastDay }: SlotSearch): ReplacedHours[] {
  const layers = plan.recurring.length === 0 ? [weeklyPlanOf] : [weeklyPlanOf, recurringPlanOf];
  return layers.map((planOf) => {
    const windows = windowsAround(plan, firstDay, lastDay, planOf);
    const open = mergeIntervals(windows);
    return { planOf, windows, open, pieces: cutLongWindows(plan.zone, open) };
  });
}

/** SL3: the starts of windows that a clock change leaves without any time. */
function startsLostToClockChange(search: SlotSearch): Set<EpochMs> {
  const emptied = search.windows.filter((window) => window.end <= window.start);
  return new Set(emptied.map((window) => window.start));
}

/** Gives any start its reasons, in the order of SL14: the first is its code. None when it is offered. */
export type StartClassifier = (start: EpochMs) => RejectionCode[];

/** What replaced these hours on the dates of the windows that a slot meets. */
function replacedBy(plan: SchedulePlan, hours: ReplacedHours, start: EpochMs, end: EpochMs): HoursSource[] {
  if (!covers(hours.open, start, end)) {
    return [];
  }
  return hours.windows
    .filter((window) => window.start < end && start < window.end)
    .filter(({ day }) => dayPlanOf(plan, day).source !== hours.planOf(plan, day).source)
    .map(({ day }) => dayPlanOf(plan, day).source);
}

/**
 * What hours say about a slot. A slot outside the hours that hold, but inside hours that they replaced, was closed
 * by the override or holiday of a date it touches; `undefined`: hours are no obstacle.
 */
function hoursReason(
  search: SlotSearch,
  replaced: readonly ReplacedHours[],
  start: EpochMs,
): RejectionCode | undefined {
  const end = start + search.duration;
  if (covers(search.open, start, end)) {
    return undefined;
  }
  const sources = replaced.flatMap((hours) => replacedBy(search.plan, hours, start, end));
  if (sources.includes('override') || sources.includes('recurring')) {
    return 'OVERRIDE_CLOSED';
  }
  return sources.includes('holiday') ? 'HOLIDAY' : 'OUTSIDE_HOURS';
}

function busyReasons(obstacles: ObstaclesByReason, start: EpochMs): RejectionCode[] {
  const met: RejectionCode[] = [];
  if (isAmong(obstacles.blocked, start)) {
    met.push('BLOCKED');
  }
  if (isAmong(obstacles.booked, start)) {
    met.push('BOOKED');
  }
  if (isAmong(obstacles.held, start)) {
    met.push('HELD');
  }
  return met.length === 0 && isAmong(obstacles.near, start) ? ['BUFFER'] : met;
}

function isOnGrid({ pieces, step, duration }: SlotSearch, start: EpochMs): boolean {
  const piece = intervalAt(pieces, start);
  return piece !== undefined && (start - piece.start) % step === 0 && start + duration <= piece.end;
}

function classifier(search: SlotSearch, replaced: readonly ReplacedHours[]): StartClassifier {
  const lost = startsLostToClockChange(search);
  const obstacles = findObstaclesByReason(search.input, search.windows);
  return (start) => {
    const hours = hoursReason(search, replaced, start);
    const skipped = hours === 'OUTSIDE_HOURS' && lost.has(start);
    const reasons = hours && !skipped ? [hours] : [];
    reasons.push(...busyReasons(obstacles, start));
    if (start < search.earliest) {
      reasons.push('TOO_SOON');
    }
    if (!intervalAt(search.bookable, start)) {
      reasons.push('TOO_FAR');
    }
    if (skipped) {
      reasons.push('DST_GAP');
    }
    if (isAmong(obstacles.full, start)) {
      reasons.push('FULL');
    }
    if (!hours && !isOnGrid(search, start)) {
      reasons.push('OFF_GRID');
    }
    return reasons;
  };
}

/** A classifier for single starts, whichever day of the search's range they are on. */
export function startClassifier(search: SlotSearch): StartClassifier {
  return classifier(search, replacedHours(search));
}

function addGridStarts(search: SlotSearch, pieces: readonly Interval[], starts: Set<EpochMs>): void {
  for (const span of search.range) {
    for (const piece of pieces) {
      const end = Math.min(piece.end, span.end);
      for (let start = firstGridStart(piece, search.step, span.start); start < end; start += search.step) {
        starts.add(start);
      }
    }
  }
}

/**
 * SL14: every start that somebody might expect and that is not offered, with its reason: the grid of the working
 * hours (to the end of the window, also where a whole slot no longer fits), the grid of hours that an
 * override or a holiday replaces, and the starts that a clock change skips. Never `OFF_GRID`.
 */
export function listRejections(search: SlotSearch): RejectedStart[] {
  const replaced = replacedHours(search);
  const classify = classifier(search, replaced);
  const lost = [...startsLostToClockChange(search)];
  const starts = new Set(lost.filter((start) => intervalAt(search.range, start)));
  addGridStarts(search, search.pieces, starts);
  for (const { pieces } of replaced) {
    addGridStarts(search, pieces, starts);
  }
  const rejected: RejectedStart[] = [];
  for (const start of [...starts].sort((a, b) => a - b)) {
    const [code] = classify(start);
    if (code && code !== 'OFF_GRID') {
      rejected.push({ start, code });
    }
  }
  return rejected;
}
