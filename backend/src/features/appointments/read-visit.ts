import { AppError } from '@openslot/shared/errors/app-error';
import { type Actor, partyOf } from '@openslot/shared/policies/access';
import type { VisitParty } from '@openslot/shared/visits/transitions';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { Models } from '../../database/models.ts';
import { usersOfPatient } from './visit-people.ts';

interface SeenVisit {
  readonly record: AppointmentRecord;
  /** On whose side of the visit the actor is. */
  readonly party: VisitParty;
  readonly patientUserIds: readonly string[];
}

/**
 * One visit, for somebody who may see it.
 * @throws AppError `not_found`, the same for a visit that does not exist and for somebody else's.
 */
export async function readVisit(models: Models, actor: Actor, appointmentId: string): Promise<SeenVisit> {
  const record = await models.appointments.findById(appointmentId).lean();
  if (record === null) {
    throw new AppError('not_found');
  }
  const patientUserIds = await usersOfPatient(models, record.patientId);
  const party = partyOf(actor, { doctorId: String(record.doctorId), patientUserIds });
  if (party === null) {
    throw new AppError('not_found');
  }
  return { record, party, patientUserIds };
}
