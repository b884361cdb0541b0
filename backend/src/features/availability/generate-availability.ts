import type { GenerateAnswer } from '@openslot/shared/contracts/generate';
import { nextDateChange } from '@openslot/shared/time/zone';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { doctorVisitTypes } from '../../schedule/doctor-visit-types.ts';
import { readDoctorRecord, readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import { instantsOf, slotsOf } from './slots-of.ts';

interface GenerateQuery {
  readonly doctorId: string;
  /** Left out: every visit type the doctor offers. */
  readonly visitTypeId?: string | undefined;
  /** Inclusive local dates in `timeZone`, or in the doctor's zone when that is left out. */
  readonly from: string;
  readonly to: string;
  readonly timeZone?: string | undefined;
}

/**
 * What can be booked, by visit type, from one reading of the schedule.
 * @throws AppError `not_found` for an unknown doctor.
 */
export async function generateAvailability(
  models: Models,
  clock: Clock,
  query: GenerateQuery,
): Promise<GenerateAnswer> {
  const now = clock.now();
  const doctor = await readDoctorRecord(models, query.doctorId);
  const viewed = { from: query.from, to: query.to, timeZone: query.timeZone ?? doctor.timeZone };
  const schedule = await readDoctorSchedule(models, doctor, instantsOf(viewed));
  const asked = query.visitTypeId === undefined ? doctor.visitTypeIds.map(String) : [query.visitTypeId];
  const visitTypes = doctorVisitTypes(schedule);
  const offers = asked.map((visitTypeId) => {
    const visitType = visitTypes.find((type) => String(type._id) === visitTypeId);
    return {
      visitTypeId,
      visitTypeName: visitType?.name ?? null,
      durationMinutes: visitType?.durationMinutes ?? null,
      ...slotsOf(schedule, visitTypeId, viewed, now),
    };
  });
  const offered = offers.filter((offer) => offer.bookable || query.visitTypeId !== undefined);
  const midnight = nextDateChange(viewed.timeZone, now);
  return {
    doctorId: String(doctor._id),
    seq: doctor.seq,
    asOf: new Date(now).toISOString(),
    freshUntil: new Date(Math.min(midnight, ...offered.map((offer) => offer.freshUntil))).toISOString(),
    timeZone: doctor.timeZone,
    availability: offered.map(({ freshUntil: _own, ...offer }) => offer),
  };
}
