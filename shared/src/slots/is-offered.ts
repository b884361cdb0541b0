import { dateOfDay } from '../time/local-date.ts';
import { localDayAt } from '../time/zone-days.ts';
import { type EpochMs, zoneTable } from '../time/zone-table.ts';
import { checkSlotInput } from './check-slot-input.ts';
import { checkAskedInstant } from './check-values.ts';
import { startClassifier } from './rejections.ts';
import { prepareSearch } from './slot-search.ts';
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
  const { timeZone } = question;
  const probe = { ...question, viewerTimeZone: timeZone, range: { from: '1970-01-01', to: '1970-01-01' } };
  checkSlotInput(probe);
  const date = dateOfDay(localDayAt(zoneTable(timeZone), start));
  const search = prepareSearch({ ...probe, range: { from: date, to: date } });
  const code = startClassifier(search)(start);
  return code === null ? { offered: true } : { offered: false, code };
}
