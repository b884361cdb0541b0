import type { LocalDate } from '../time/local-date.ts';
import { localDateOf, nextDateChange } from '../time/zone.ts';
import type { EpochMs } from '../time/zone-table.ts';

/**
 * How many slots start on each of the viewer's dates (SL11), for month calendars. Dates without any are absent;
 * the others come in order. The zone is asked once for each date, not for each slot.
 *
 * @param answer what `generateSlots` or `generateSlotsOfMany` gave: sorted by start. A start that several doctors
 *   share counts once; held times do not count.
 * @throws RangeError for an unknown zone
 */
export function countByDay(
  answer: { readonly slots: readonly { readonly start: EpochMs }[] },
  viewerTimeZone: string,
): Map<LocalDate, number> {
  const counts = new Map<LocalDate, number>();
  let date = '';
  let dateEnds = Number.NEGATIVE_INFINITY;
  for (const { start } of answer.slots) {
    if (start >= dateEnds) {
      date = localDateOf(viewerTimeZone, start);
      dateEnds = nextDateChange(viewerTimeZone, start);
    }
    counts.set(date, (counts.get(date) ?? 0) + 1);
  }
  return counts;
}
