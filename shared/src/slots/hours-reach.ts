import { addDays } from '../time/local-date.ts';
import { dayBounds } from '../time/zone.ts';
import { LOOK_BACK_DAYS } from './grid.ts';
import type { DateRange, Interval } from './slot-types.ts';

/**
 * The instants at which slots may change when the hours of these local dates of the schedule change: any slot that
 * meets it, by its start, its end or between. It goes on for as many days as a grid looks back, because hours that
 * run on without a break carry their grid over midnight until it is cut (SL8).
 */
export function hoursReach(timeZone: string, dates: DateRange): Interval {
  return {
    start: dayBounds(timeZone, dates.from).start,
    end: dayBounds(timeZone, addDays(dates.to, LOOK_BACK_DAYS)).end,
  };
}
