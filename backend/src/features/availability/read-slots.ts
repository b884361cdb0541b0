import type { SlotsAnswer } from '@openslot/shared/contracts/slots';
import { freshUntil } from '@openslot/shared/slots/fresh-until';
import { generateSlots } from '@openslot/shared/slots/generate-slots';
import type { Interval } from '@openslot/shared/slots/slot-types';
import { addDays } from '@openslot/shared/time/local-date';
import { dayBounds, localDateOf, nextDateChange } from '@openslot/shared/time/zone';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { readDoctorRecord, readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import { offeredVisitType, toSlotInput } from '../../schedule/slot-input.ts';

interface SlotsQuery {
  readonly doctorId: string;
  readonly visitTypeId: string;
  /** Inclusive local dates in `timeZone`. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

type Day = SlotsAnswer['days'][number];

/**
 * What a viewer may book, from the same function that the booking re-checks by. A doctor who is not active, or does
 * not offer this visit type, answers without slots and `bookable: false`.
 * @throws AppError `not_found` for an unknown doctor.
 */
export async function readSlots(models: Models, clock: Clock, query: SlotsQuery): Promise<SlotsAnswer> {
  const now = clock.now();
  const { timeZone } = query;
  const doctor = await readDoctorRecord(models, query.doctorId);
  const range = { start: dayBounds(timeZone, query.from).start, end: dayBounds(timeZone, query.to).end };
  const schedule = await readDoctorSchedule(models, doctor, range);
  const visitType = offeredVisitType(schedule, query.visitTypeId);
  const answer = {
    doctorId: String(doctor._id),
    seq: doctor.seq,
    asOf: new Date(now).toISOString(),
    timeZone: doctor.timeZone,
  };
  if (visitType === null) {
    const midnight = new Date(nextDateChange(timeZone, now)).toISOString();
    return { ...answer, freshUntil: midnight, bookable: false, days: [...emptyDays(query).values()] };
  }
  const input = toSlotInput(schedule, visitType, { from: query.from, to: query.to }, timeZone, now);
  const { slots, held } = generateSlots(input);
  const days = emptyDays(query);
  fill(days, timeZone, slots, 'free');
  fill(days, timeZone, held, 'held');
  for (const day of days.values()) {
    day.slots.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  }
  return {
    ...answer,
    freshUntil: new Date(freshUntil(input, { slots, held })).toISOString(),
    bookable: true,
    days: [...days.values()],
  };
}

function emptyDays(query: SlotsQuery): Map<string, Day> {
  const days = new Map<string, Day>();
  for (let date = query.from; date <= query.to; date = addDays(date, 1)) {
    days.set(date, { date, slots: [] });
  }
  return days;
}

/** A slot belongs to the viewer's day on which it starts (SL11). */
function fill(
  days: Map<string, Day>,
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
