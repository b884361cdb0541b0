import type { SlotsAnswer } from '@openslot/shared/contracts/slots';
import type { EpochMs } from '@openslot/shared/time/zone';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { readDoctorRecord, readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import type { IsOwnHold } from '../../schedule/slot-input.ts';
import type { OfferQuery } from './offer-answers.ts';
import { instantsOf, slotsOf } from './slots-of.ts';

/**
 * What a viewer may book, from the same function that the booking re-checks by. A doctor who is not active, or does
 * not offer this visit type, answers without slots and `bookable: false`.
 * @throws AppError `not_found` for an unknown doctor.
 */
export async function readSlots(
  models: Models,
  clock: Clock,
  query: OfferQuery,
  isOwn?: IsOwnHold,
): Promise<SlotsAnswer> {
  const doctor = await readDoctorRecord(models, query.doctorId);
  return computeSlots(models, doctor, query, clock.now(), isOwn);
}

/** As {@link readSlots} for a doctor that was just read: the answer has the number of that record. */
export async function computeSlots(
  models: Models,
  doctor: DoctorRecord,
  query: OfferQuery,
  now: EpochMs,
  isOwn?: IsOwnHold,
): Promise<SlotsAnswer> {
  const schedule = await readDoctorSchedule(models, doctor, instantsOf(query));
  const { freshUntil, bookable, days } = slotsOf(schedule, query.visitTypeId, query, now, isOwn);
  return {
    doctorId: String(doctor._id),
    seq: doctor.seq,
    asOf: new Date(now).toISOString(),
    freshUntil: new Date(freshUntil).toISOString(),
    timeZone: doctor.timeZone,
    bookable,
    days,
  };
}
