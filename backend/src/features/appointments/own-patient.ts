import { AppError } from '@openslot/shared/errors/app-error';
import type { Actor } from '@openslot/shared/policies/access';
import { Types } from 'mongoose';
import type { Models } from '../../database/models.ts';

/**
 * Doctors book for people whom they have or had a visit with, and for nobody else (BK16): otherwise an id would be enough
 * to learn somebody's name. Does not concern anybody but doctors.
 * @throws AppError `forbidden`
 */
export async function requireOwnPatient(
  models: Models,
  actor: Actor,
  patientId: string | undefined,
): Promise<void> {
  if (actor?.role !== 'doctor' || patientId === undefined) {
    return;
  }
  const { doctorId } = actor;
  const met =
    doctorId !== null &&
    (await models.appointments.exists({
      patientId: new Types.ObjectId(patientId),
      doctorId: new Types.ObjectId(doctorId),
    }));
  if (!met) {
    throw new AppError('forbidden');
  }
}
