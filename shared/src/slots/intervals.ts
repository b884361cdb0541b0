import type { EpochMs } from '../time/zone-table.ts';
import type { Interval } from './slot-types.ts';

function isMerged(intervals: readonly Interval[]): boolean {
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const { start, end } of intervals) {
    if (start <= lastEnd || end <= start) {
      return false;
    }
    lastEnd = end;
  }
  return true;
}

/**
 * Sorted union: overlapping and touching intervals become one, empty ones vanish. Leaves its argument alone, and gives
 * it back when there is nothing to merge, as is the rule for the windows of a schedule.
 */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  if (isMerged(intervals)) {
    return intervals;
  }
  const sorted = intervals.toSorted((a, b) => a.start - b.start);
  const merged: { start: EpochMs; end: EpochMs }[] = [];
  let last: { start: EpochMs; end: EpochMs } | undefined;
  for (const { start, end } of sorted) {
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else if (end > start) {
      last = { start, end };
      merged.push(last);
    }
  }
  return merged;
}

/** Of merged intervals, the one that holds `at`, by binary search. */
export function intervalAt(merged: readonly Interval[], at: EpochMs): Interval | undefined {
  let [low, high] = [0, merged.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((merged[middle]?.end ?? 0) > at) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  const found = merged[low];
  return found && found.start <= at ? found : undefined;
}

/** Do merged intervals cover all of `[start, end)`? */
export function covers(merged: readonly Interval[], start: EpochMs, end: EpochMs): boolean {
  const found = intervalAt(merged, start);
  return found !== undefined && found.end >= end;
}
