import { nextDateChange } from '../time/zone.ts';
import type { EpochMs } from '../time/zone-table.ts';
import { generateSlots } from './generate-slots.ts';
import { isLiveHold } from './obstacles.ts';
import { occupiedReach } from './occupied-reach.ts';
import type { SlotAnswer, SlotInput } from './slot-types.ts';

const MINUTE_MS = 60_000;

/**
 * The first moment after `now` at which the same input may give other slots or held times: a shown start falls
 * inside the notice (SL10, one millisecond after its last moment), somebody's hold expires (SL9), or midnight in
 * the schedule's or the viewer's zone moves the booking window. Any `now` before it gives the same answer; always
 * later than `now` and never later than the next of these midnights.
 *
 * @param answer what `generateSlots` gave for this input, to spare a second run
 * @throws SlotInputError for bad input (SL16)
 */
export function freshUntil(input: SlotInput, answer: SlotAnswer = generateSlots(input)): EpochMs {
  const reach = occupiedReach(input);
  const notice = input.visitType.minimumNoticeMinutes * MINUTE_MS;
  const shown = [answer.slots[0], answer.held[0]].flatMap((first) => first?.start ?? []);
  const expiries = input.occupied
    .filter((one) => isLiveHold(one, input.now) && one.start < reach.end && one.end > reach.start)
    .flatMap((hold) => hold.expiresAt ?? []);
  return Math.min(
    nextDateChange(input.timeZone, input.now),
    nextDateChange(input.viewerTimeZone, input.now),
    ...shown.map((start) => start - notice + 1),
    ...expiries,
  );
}
