import type { SlotsAnswer } from '@openslot/shared/contracts/slots';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { readDoctorRecord, readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import { instantsOf, slotsOf, type ViewedDates } from './slots-of.ts';

interface SlotsQuery extends ViewedDates {
  readonly doctorId: string;
  readonly visitTypeId: string;
}

/**
 * What a viewer may book, from the same function that the booking re-checks by. A doctor who is not active, or does
 * not offer this visit type, answers without slots and `bookable: false`.
 * @throws AppError `not_found` for an unknown doctor.
 */
export async function readSlots(models: Models, clock: Clock, query: SlotsQuery): Promise<SlotsAnswer> {
  const now = clock.now();
  const doctor = await readDoctorRecord(models, query.doctorId);
  const schedule = await readDoctorSchedule(models, doctor, instantsOf(query));
  const { freshUntil, bookable, days } = slotsOf(schedule, query.visitTypeId, query, now);
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
