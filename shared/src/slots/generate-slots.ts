import { checkSlotInput } from './check-slot-input.ts';
import { firstGridStart } from './grid.ts';
import { ascendingMembership } from './intervals.ts';
import { listRejections } from './rejections.ts';
import { prepareSearch, type SlotSearch } from './slot-search.ts';
import type { Interval, SlotAnswer, SlotInput } from './slot-types.ts';

function offer(search: SlotSearch): { slots: Interval[]; held: Interval[] } {
  const { obstacles, duration, inRange, tooFar } = search;
  const from = Math.max(search.from, search.earliest);
  const taken = ascendingMembership(obstacles.all);
  const takenForLong = ascendingMembership(obstacles.lasting);
  const underHold = ascendingMembership(obstacles.held);
  const slots: Interval[] = [];
  const held: Interval[] = [];
  for (const piece of search.pieces) {
    const last = Math.min(piece.end - duration, search.to - 1);
    for (let start = firstGridStart(piece, search.step, from); start <= last; start += search.step) {
      if (!inRange(start) || tooFar(start)) {
        continue;
      }
      if (!taken(start)) {
        slots.push({ start, end: start + duration });
      } else if (underHold(start) && !takenForLong(start)) {
        held.push({ start, end: start + duration });
      }
    }
  }
  return { slots, held };
}

/**
 * The slots a doctor offers of one visit type on the viewer's days, by the rules SL1 to SL16 of
 * docs/spec/slots.md. Pure: the same input gives the same answer in any runtime and any system time zone.
 * `input.occupied` and `input.unavailability` must hold everything that meets `occupiedReach(input)`.
 *
 * @throws SlotInputError for bad input (SL16)
 */
export function generateSlots(input: SlotInput, options: { explain?: boolean } = {}): SlotAnswer {
  checkSlotInput(input);
  const search = prepareSearch(input);
  const answer = offer(search);
  return options.explain ? { ...answer, rejected: listRejections(search) } : answer;
}
