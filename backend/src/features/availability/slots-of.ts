import type { SlotDay } from '@openslot/shared/contracts/slots';
import { freshUntil } from '@openslot/shared/slots/fresh-until';
import { generateSlots } from '@openslot/shared/slots/generate-slots';
import type { Interval } from '@openslot/shared/slots/slot-types';
import { addDays } from '@openslot/shared/time/local-date';
import { dayBounds, type EpochMs, localDateOf, nextDateChange } from '@openslot/shared/time/zone';
import type { DoctorSchedule, InstantRange } from '../../schedule/schedule.repository.ts';
import { type IsOwnHold, offeredVisitType, toSlotInput } from '../../schedule/slot-input.ts';

/** Inclusive local dates in `timeZone`, the viewer's. */
export interface ViewedDates {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

interface OfferedSlots {
  /** The earliest moment at which the same records give another answer. */
  readonly freshUntil: EpochMs;
  readonly bookable: boolean;
  /** One for each date, also without slots. */
  readonly days: SlotDay[];
}

/** The instants `[start, end)` of the dates. */
export function instantsOf({ from, to, timeZone }: ViewedDates): InstantRange {
  return { start: dayBounds(timeZone, from).start, end: dayBounds(timeZone, to).end };
}

/** The slots of one visit type; none, and not bookable, when the doctor does not offer it now. `schedule` must cover {@link instantsOf} the dates. */
export function slotsOf(
  schedule: DoctorSchedule,
  visitTypeId: string,
  viewed: ViewedDates,
  now: EpochMs,
  isOwn?: IsOwnHold,
): OfferedSlots {
  const { from, to, timeZone } = viewed;
  const days = emptyDays(viewed);
  const visitType = offeredVisitType(schedule, visitTypeId);
  if (visitType === null) {
    return { freshUntil: nextDateChange(timeZone, now), bookable: false, days: [...days.values()] };
  }
  const input = toSlotInput(schedule, visitType, { from, to }, timeZone, now, isOwn);
  const { slots, held } = generateSlots(input);
  fill(days, timeZone, slots, 'free');
  fill(days, timeZone, held, 'held');
  for (const day of days.values()) {
    day.slots.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  }
  return { freshUntil: freshUntil(input, { slots, held }), bookable: true, days: [...days.values()] };
}

function emptyDays(query: ViewedDates): Map<string, SlotDay> {
  const days = new Map<string, SlotDay>();
  for (let date = query.from; date <= query.to; date = addDays(date, 1)) {
    days.set(date, { date, slots: [] });
  }
  return days;
}

/** A slot belongs to the viewer's day on which it starts (SL11). */
function fill(
  days: Map<string, SlotDay>,
  timeZone: string,
  slots: readonly Interval[],
  status: 'free' | 'held',
): void {
  for (const slot of slots) {
    days.get(localDateOf(timeZone, slot.start))?.slots.push({
      startsAt: new Date(slot.start).toISOString(),
      endsAt: new Date(slot.end).toISOString(),
      status,
    });
  }
}
