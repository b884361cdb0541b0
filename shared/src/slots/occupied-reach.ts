import { addDays } from '../time/local-date.ts';
import { dayBounds } from '../time/zone.ts';
import type { Interval, SlotInput } from './slot-types.ts';

/**
 * The instants of which occupied time must be known to answer for these days of the viewer: two days on either
 * side, for buffers and slots of up to a day each (SL9) and for capped windows that began the day before (SL12).
 * Whatever does not meet it changes nothing.
 */
export function occupiedReach(question: Pick<SlotInput, 'range' | 'viewerTimeZone'>): Interval {
  const { range, viewerTimeZone } = question;
  return {
    start: dayBounds(viewerTimeZone, addDays(range.from, -2)).start,
    end: dayBounds(viewerTimeZone, addDays(range.to, 3)).end,
  };
}
