import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';

/** Public: seen by everybody. */
export function presentDoctor(record: DoctorRecord): Doctor {
  return {
    id: String(record._id),
    version: record.version,
    name: record.name,
    specialty: record.specialty,
    about: record.about,
    timeZone: record.timeZone,
    visitTypeIds: record.visitTypeIds.map(String),
    visitDurations: (record.visitDurations ?? []).map(({ visitTypeId, durationMinutes }) => ({
      visitTypeId: String(visitTypeId),
      durationMinutes,
    })),
    active: record.active,
  };
}
