import type { ClinicRevisionRecord, VisitTypeRecord } from '../database/models/clinic.model.ts';
import type { DoctorRecord } from '../database/models/doctor.model.ts';

/** A doctor and the clinic's rules that this doctor follows. */
export interface DoctorRules {
  readonly doctor: Pick<DoctorRecord, 'visitDurations'>;
  readonly revision: Pick<ClinicRevisionRecord, 'visitTypes'>;
}

/** All visit types of the clinic, offered or not, each with the duration it has with this doctor. */
export function doctorVisitTypes({ doctor, revision }: DoctorRules): VisitTypeRecord[] {
  const own = new Map(
    doctor.visitDurations?.map(({ visitTypeId, durationMinutes }) => [String(visitTypeId), durationMinutes]),
  );
  return revision.visitTypes.map((type) => ({
    ...type,
    durationMinutes: own.get(String(type._id)) ?? type.durationMinutes,
  }));
}
