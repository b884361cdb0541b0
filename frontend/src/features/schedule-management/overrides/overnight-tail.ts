import type { WorkingWindow } from '@openslot/shared/contracts/calendar';
import type { UnavailabilityInput } from '@openslot/shared/contracts/unavailability';
import { addDays } from '@openslot/shared/time/local-date';
import { dayBounds, instantToLocal } from '@openslot/shared/time/zone';

/** Hours of the evening before that run into a date: an override of the date does not end them (SL5). */
export interface OvernightTail {
  readonly date: string;
  /** `HH:MM` on the date, in the doctor's zone. */
  readonly until: string;
}

/** The tails that stay open on `dates` when all of them get an override; `working` reaches back to the day before the first. */
export function overnightTails(
  dates: readonly string[],
  working: readonly WorkingWindow[],
  timeZone: string,
): OvernightTail[] {
  return dates.flatMap((date) => {
    const evening = addDays(date, -1);
    const { start, end } = dayBounds(timeZone, date);
    const ends = working
      .filter((window) => window.date === evening && !dates.includes(evening))
      .map((window) => Date.parse(window.endsAt))
      .filter((at) => at > start);
    if (ends.length === 0) {
      return [];
    }
    const last = Math.max(...ends);
    return [{ date, until: last >= end ? '24:00' : instantToLocal(timeZone, last).time }];
  });
}

/** The unavailability that ends a tail at midnight. */
export function blockOfTail({ date, until }: OvernightTail, reason: string | null): UnavailabilityInput {
  return { allDay: false, startDate: date, endDate: date, startTime: '00:00', endTime: until, reason };
}
