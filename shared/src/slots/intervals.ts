import type { EpochMs } from '../time/zone-table.ts';
import type { Interval } from './slot-types.ts';

function isSorted(intervals: readonly Interval[]): boolean {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { start } of intervals) {
    if (start < latest) {
      return false;
    }
    latest = start;
  }
  return true;
}

/** Sorted union: overlapping and touching intervals become one, empty ones vanish. Leaves its argument alone. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = isSorted(intervals) ? intervals : [...intervals].sort((a, b) => a.start - b.start);
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

/** Membership in merged intervals for questions asked in ascending order: linear over a whole sweep. */
export function ascendingMembership(merged: readonly Interval[]): (at: EpochMs) => boolean {
  let index = 0;
  return (at) => {
    let current = merged[index];
    while (current && current.end <= at) {
      index += 1;
      current = merged[index];
    }
    return current !== undefined && current.start <= at;
  };
}
