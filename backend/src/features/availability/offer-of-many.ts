import type { ConsideredDoctor } from '@openslot/shared/contracts/slots-of-specialty';
import { freshUntil } from '@openslot/shared/slots/fresh-until';
import {
  type DoctorQuestion,
  generateSlotsOfMany,
  type SharedAnswer,
  type SharedSlot,
} from '@openslot/shared/slots/generate-slots-of-many';
import type { Interval } from '@openslot/shared/slots/slot-types';
import { type EpochMs, nextDateChange } from '@openslot/shared/time/zone';
import type { DoctorSchedule } from '../../schedule/schedule.repository.ts';
import { type IsOwnHold, offeredVisitType, toSlotInput } from '../../schedule/slot-input.ts';
import type { ViewedDates } from './slots-of.ts';

/** What several doctors offer together of one visit type. */
export interface OfferOfMany extends SharedAnswer {
  /** The earliest moment at which the same records give another answer. */
  readonly freshUntil: EpochMs;
}

/** The schedules of doctors who offer the visit type by the rules they follow now, in the given order. */
export function offeringNow(schedules: readonly DoctorSchedule[], visitTypeId: string): DoctorSchedule[] {
  return schedules.filter((schedule) => offeredVisitType(schedule, visitTypeId) !== null);
}

/** What the answer says of each doctor. */
export function consideredDoctors(
  schedules: readonly DoctorSchedule[],
  visitTypeId: string,
): ConsideredDoctor[] {
  return schedules.map((schedule) => ({
    doctorId: String(schedule.doctor._id),
    name: schedule.doctor.name,
    timeZone: schedule.doctor.timeZone,
    durationMinutes: offeredVisitType(schedule, visitTypeId)?.durationMinutes ?? 0,
    seq: schedule.doctor.seq,
  }));
}

/** The slots of all of them on the viewer's dates, which the schedules must cover. `isOwn`: the viewer's hold (SL13). */
export function offerOfMany(
  schedules: readonly DoctorSchedule[],
  visitTypeId: string,
  { from, to, timeZone }: ViewedDates,
  now: EpochMs,
  isOwn?: IsOwnHold,
): OfferOfMany {
  const questions = schedules.flatMap((schedule): DoctorQuestion[] => {
    const visitType = offeredVisitType(schedule, visitTypeId);
    const doctorId = String(schedule.doctor._id);
    return visitType === null
      ? []
      : [{ doctorId, input: toSlotInput(schedule, visitType, { from, to }, timeZone, now, isOwn) }];
  });
  const answer = generateSlotsOfMany(questions);
  const [free, held] = [firstOfEach(answer.slots), firstOfEach(answer.held)];
  const fresh = questions.map(({ doctorId, input }) =>
    freshUntil(input, { slots: free.get(doctorId) ?? [], held: held.get(doctorId) ?? [] }),
  );
  return { ...answer, freshUntil: Math.min(nextDateChange(timeZone, now), ...fresh) };
}

/** Each doctor's first time: the one that the minimum notice takes first. */
function firstOfEach(slots: readonly SharedSlot[]): Map<string, [Interval]> {
  const first = new Map<string, [Interval]>();
  for (const { start, doctors } of slots) {
    for (const { doctorId, end } of doctors) {
      if (!first.has(doctorId)) {
        first.set(doctorId, [{ start, end }]);
      }
    }
  }
  return first;
}
