import { dateOfDay } from '../time/local-date.ts';
import { localDayAt } from '../time/zone-days.ts';
import { type EpochMs, zoneTable } from '../time/zone-table.ts';
import { checkSlotInput } from './check-slot-input.ts';
import { checkAskedInstant } from './check-values.ts';
import { startClassifier } from './rejections.ts';
import { prepareSearch, type SlotSearch } from './slot-search.ts';
import type { RejectionCode, SlotInput } from './slot-types.ts';

/** An input without the viewer's days: one start needs none. */
export type OfferQuestion = Omit<SlotInput, 'range' | 'viewerTimeZone'> &
  Partial<Pick<SlotInput, 'range' | 'viewerTimeZone'>>;

export type OfferAnswer =
  | { readonly offered: true }
  | { readonly offered: false; readonly code: RejectionCode };

/**
 * Whether exactly this start is offered now; the check a booking repeats under its lock. Agrees with
 * `generateSlots` of any range that holds the start; `range` and `viewerTimeZone` are not looked at.
 * `occupied` and `unavailability` must hold everything that meets `occupiedReach` of the start's day.
 *
 * @throws SlotInputError for bad input (SL16)
 */
export function isOffered(question: OfferQuestion, start: EpochMs): OfferAnswer {
  checkAskedInstant(start, '/start');
  const [code] = startClassifier(searchAround(question, start))(start);
  return code === undefined ? { offered: true } : { offered: false, code };
}

/**
 * The search of the one day of the schedule on which a checked start lies.
 *
 * @throws SlotInputError for bad input (SL16)
 */
export function searchAround(question: OfferQuestion, start: EpochMs): SlotSearch {
  const { timeZone } = question;
  const probe = { ...question, viewerTimeZone: timeZone, range: { from: '1970-01-01', to: '1970-01-01' } };
  checkSlotInput(probe);
  const date = dateOfDay(localDayAt(zoneTable(timeZone), start));
  return prepareSearch({ ...probe, range: { from: date, to: date } });
}
