import type { DayEffect } from '@openslot/shared/contracts/hours-preview';
import { type EpochMs, localDateOf, nextDateChange } from '@openslot/shared/time/zone';

type Starts = readonly { readonly start: EpochMs }[];

export interface OfferDifference {
  readonly gained: number;
  readonly lost: number;
  /** Dates on which something differs, in order. */
  readonly days: DayEffect[];
}

/**
 * Which starts only one of two offers of the same visit type has, counted by the date on which they lie in the zone.
 * Both are sorted by start and without duplicates, as the slot engine gives them (SL15).
 */
export function compareOffers(before: Starts, after: Starts, timeZone: string): OfferDifference {
  const tally = dateTally(timeZone);
  let [left, right] = [0, 0];
  while (left < before.length || right < after.length) {
    const old = before[left]?.start ?? Number.POSITIVE_INFINITY;
    const next = after[right]?.start ?? Number.POSITIVE_INFINITY;
    if (old < next) {
      tally.dayOf(old).lost += 1;
    } else if (next < old) {
      tally.dayOf(next).gained += 1;
    }
    left += old <= next ? 1 : 0;
    right += next <= old ? 1 : 0;
  }
  const { days } = tally;
  const sum = (key: 'gained' | 'lost') => days.reduce((total, day) => total + day[key], 0);
  return { gained: sum('gained'), lost: sum('lost'), days };
}

/** Counts by date for starts that come in order; the zone is asked once for each date. */
function dateTally(timeZone: string) {
  const days: { date: string; gained: number; lost: number }[] = [];
  let [day, ends] = [{ date: '', gained: 0, lost: 0 }, Number.NEGATIVE_INFINITY];
  return {
    days,
    dayOf(start: EpochMs) {
      if (start >= ends) {
        day = { date: localDateOf(timeZone, start), gained: 0, lost: 0 };
        ends = nextDateChange(timeZone, start);
        days.push(day);
      }
      return day;
    },
  };
}
