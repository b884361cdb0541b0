import { localDayAt, startOfDay } from '../time/zone-days.ts';
import { DAY_MS, type EpochMs, type ZoneTable } from '../time/zone-table.ts';
import type { Interval } from './slot-types.ts';

/**
 * How many days before the first asked-for day windows must be known, so that every grid starts where it would
 * start if all the past were known: three whole days (SL8), one for a window that runs overnight, and one more
 * for an overnight window whose end a clock change moves past the next midnight.
 */
export const LOOK_BACK_DAYS = 5;

/**
 * How many days after the last asked-for day windows must be known, so that a slot that begins on it ends where it would
 * if all the future were known: one for a slot as long as a day, one more where clocks set forward make that day
 * shorter, and one for a date that the zone skips.
 */
export const LOOK_AHEAD_DAYS = 3;

/** How many days later a window may end: on the next, or where a clock change moves its end, on the one after. */
export const WINDOW_REACH_DAYS = 2;

/** SL8: days a merged window must cover before a midnight to be cut there. */
const DAYS_BEFORE_CUT = 3;

/** No merged window shorter than this can cover three whole local days, whatever the clocks do. */
const SHORTEST_CUT_MS = 2 * DAY_MS;

function mayBeCut({ start, end }: Interval): boolean {
  return end - start > SHORTEST_CUT_MS;
}

function cutWindow(zone: ZoneTable, window: Interval): Interval[] {
  if (!mayBeCut(window)) {
    return [window];
  }
  const { start, end } = window;
  const pieces: Interval[] = [];
  let pieceStart = start;
  // One day early: a date that the zone skips begins together with the next one.
  for (let day = localDayAt(zone, start) + DAYS_BEFORE_CUT - 1; startOfDay(zone, day) < end; day++) {
    const midnight = startOfDay(zone, day);
    if (midnight > pieceStart && startOfDay(zone, day - DAYS_BEFORE_CUT) >= start) {
      pieces.push({ start: pieceStart, end: midnight });
      pieceStart = midnight;
    }
  }
  pieces.push({ start: pieceStart, end });
  return pieces;
}

/**
 * Cuts merged windows at every local midnight before which they cover three whole local days (SL8). Asked of the
 * uncut window each time, so a window that never ends is cut at every midnight.
 */
export function cutLongWindows(zone: ZoneTable, merged: readonly Interval[]): readonly Interval[] {
  return merged.some(mayBeCut) ? merged.flatMap((window) => cutWindow(zone, window)) : merged;
}

/** The first grid start of a piece at or after `from`. */
export function firstGridStart(piece: Interval, step: number, from: EpochMs): EpochMs {
  return from <= piece.start ? piece.start : piece.start + Math.ceil((from - piece.start) / step) * step;
}
