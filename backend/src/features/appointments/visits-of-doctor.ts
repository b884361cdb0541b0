import type { Appointment } from '@openslot/shared/contracts/appointments';
import { LIVE_STATUSES } from '@openslot/shared/visits/transitions';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { Models } from '../../database/models.ts';
import { findVisits, presentVisits } from './appointment.repository.ts';

/** No doctor sees more people in two months; a longer answer is refused rather than cut off in silence. */
const MAX_VISITS = 5_000;

/** Reads the live visits of a doctor that meet `[start, end)`, for calendars of staff. */
export function visitsOfDoctor(
  models: Models,
): (doctor: DoctorRecord, start: Date, end: Date) => Promise<Appointment[]> {
  return async (doctor, start, end) => {
    const { records, total } = await findVisits(
      models,
      { doctorId: doctor._id, statuses: LIVE_STATUSES, endsAfter: start, startsBefore: end },
      { order: 'earliest-first', skip: 0, limit: MAX_VISITS },
    );
    if (total > MAX_VISITS) {
      throw new Error(
        `more than ${MAX_VISITS} visits between ${start.toISOString()} and ${end.toISOString()}`,
      );
    }
    return presentVisits(models, records, null, { forStaff: true });
  };
}
