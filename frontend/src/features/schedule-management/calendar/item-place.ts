import { DAY_MINUTES, type MinuteSpan } from './calendar-model.ts';

/** Where a span stands in its column. */
export function placeOf({ start, end }: MinuteSpan): { top: string; height: string } {
  return { top: `${(start / DAY_MINUTES) * 100}%`, height: `${((end - start) / DAY_MINUTES) * 100}%` };
}

/** A visit or block that is shorter has room for one line. */
const TWO_LINES_MINUTES = 40;

/** Whether a span has room for one line only. */
export function isShort({ start, end }: MinuteSpan): boolean {
  return end - start < TWO_LINES_MINUTES;
}
