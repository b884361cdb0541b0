import type { EpochMs } from '../time/zone-table.ts';
import { checkSlotInput } from './check-slot-input.ts';
import { firstGridStart } from './grid.ts';
import { listRejections } from './rejections.ts';
import { prepareSearch, type SlotSearch } from './slot-search.ts';
import type { Interval, SlotAnswer, SlotInput } from './slot-types.ts';
import { ascendingMembership, isEmptySet } from './start-set.ts';

/** Appends the candidates that lie in no obstacle to `slots`; gives the others to `onTaken`. */
function offerStarts(
  search: SlotSearch,
  slots: Interval[],
  onTaken: ((start: EpochMs) => void) | null,
): void {
  const { duration, step, pieces, earliest } = search;
  const taken = search.obstacles.all;
  // Spans, pieces, starts and obstacles all ascend, so one index that only moves on does for the whole sweep.
  let index = 0;
  for (const span of search.bookable) {
    const from = Math.max(span.start, earliest);
    for (const piece of pieces) {
      const last = Math.min(piece.end - duration, span.end - 1);
      for (let start = firstGridStart(piece, step, from); start <= last; start += step) {
        while ((taken[index + 1] ?? start) <= start) {
          index += 2;
        }
        if ((taken[index] ?? start) > start) {
          slots.push({ start, end: start + duration });
        } else if (onTaken) {
          onTaken(start);
        }
      }
    }
  }
}

function offer(search: SlotSearch): { slots: Interval[]; held: Interval[] } {
  const { obstacles, duration } = search;
  const slots: Interval[] = [];
  const held: Interval[] = [];
  if (isEmptySet(obstacles.held)) {
    offerStarts(search, slots, null);
    return { slots, held };
  }
  const takenForLong = ascendingMembership(obstacles.lasting);
  const underHold = ascendingMembership(obstacles.held);
  offerStarts(search, slots, (start) => {
    if (underHold(start) && !takenForLong(start)) {
      held.push({ start, end: start + duration });
    }
  });
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
