import { dateOfDay, type LocalDate } from '../time/local-date.ts';
import { localDayAt } from '../time/zone-days.ts';
import type { EpochMs } from '../time/zone-table.ts';
import { checkAskedInstant } from './check-values.ts';
import { type OfferQuestion, searchAround } from './is-offered.ts';
import { startClassifier } from './rejections.ts';
import { dayPlanOf, type HoursSource } from './schedule-plan.ts';
import type { Interval, RejectionCode } from './slot-types.ts';

/** Why a time is or is not offered, for staff: it tells of other people's visits. */
export interface SlotExplanation {
  /** What would be booked: from the start asked about, as long as the visit type, half-open. */
  readonly slot: Interval;
  readonly offered: boolean;
  /** The first of `reasons` (SL14); null when the time is offered. */
  readonly code: RejectionCode | null;
  /**
   * Every reason that holds, in the order of SL14, each enough by itself. `BUFFER` stands only where nothing is met
   * directly, `OFF_GRID` only where hours are no obstacle.
   */
  readonly reasons: readonly RejectionCode[];
  /** The local date of the start in the schedule's zone, and what decided its hours (SL5). */
  readonly date: LocalDate;
  readonly hours: HoursSource;
}

/**
 * Why exactly this start is or is not offered now (SL14), for any instant: also off the grid, outside hours, in the
 * past. Agrees with `isOffered`, and with `generateSlots` of any range that holds the start; `range` and
 * `viewerTimeZone` are not looked at. `occupied` and `unavailability` must hold everything that meets
 * `occupiedReach` of the start's day.
 *
 * @param startsAt milliseconds since 1970-01-01T00:00Z
 * @throws SlotInputError for bad input (SL16)
 */
export function explainSlot(question: OfferQuestion, startsAt: EpochMs): SlotExplanation {
  checkAskedInstant(startsAt, '/startsAt');
  const search = searchAround(question, startsAt);
  const reasons = startClassifier(search)(startsAt);
  const day = localDayAt(search.plan.zone, startsAt);
  return {
    slot: { start: startsAt, end: startsAt + search.duration },
    offered: reasons.length === 0,
    code: reasons[0] ?? null,
    reasons,
    date: dateOfDay(day),
    hours: dayPlanOf(search.plan, day).source,
  };
}
