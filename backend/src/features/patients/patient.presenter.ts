import type { PatientHistory } from '@openslot/shared/contracts/appointments';
import type { MyPatient, Patient } from '@openslot/shared/contracts/patients';
import type { PatientRecord } from '../../database/models/patient.model.ts';

type Named = Pick<PatientRecord, '_id' | 'name'>;

interface PatientRelations {
  readonly guardians: readonly Named[];
  readonly guards: readonly Named[];
  readonly history: PatientHistory;
}

const named = ({ _id, name }: Named) => ({ id: String(_id), name });

/** For front desk and admins. */
export function presentPatient(record: PatientRecord, relations: PatientRelations): Patient {
  const { guardians, guards, history } = relations;
  return {
    id: String(record._id),
    version: record.version ?? 1,
    name: record.name,
    email: record.email ?? null,
    phone: record.phone ?? null,
    birthDate: record.birthDate ?? null,
    hasAccount: Boolean(record.userId),
    guardians: guardians.map(named),
    guards: guards.map(named),
    history,
  };
}

/** For the person themselves and for guardians. */
export function presentMyPatient(record: PatientRecord, relation: MyPatient['relation']): MyPatient {
  return {
    id: String(record._id),
    version: record.version ?? 1,
    relation,
    name: record.name,
    birthDate: record.birthDate ?? null,
    phone: record.phone ?? null,
  };
}
