import { AppError } from '@openslot/shared/errors/app-error';
import { type Actor, canSeeAppointment } from '@openslot/shared/policies/access';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { Models } from '../../database/models.ts';

interface SeenVisit {
  readonly record: AppointmentRecord;
  readonly patientUserId: string | null;
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
  const patient = await models.patients.findById(record.patientId, { userId: 1 }).lean();
  const patientUserId = patient?.userId ? String(patient.userId) : null;
  if (!canSeeAppointment(actor, { doctorId: String(record.doctorId), patientUserId })) {
    throw new AppError('not_found');
  }
  return { record, patientUserId };
}
