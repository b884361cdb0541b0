import { type ClientSession, Types } from 'mongoose';
import type { PatientRecord } from '../database/models/patient.model.ts';
import type { Models } from '../database/models.ts';
import type { PatientKey } from './locks.ts';

/** As `lockDoctors` for one doctor each of several commands, in one write, in which each doctor's number is taken. */
export async function lockDoctorsTogether(
  models: Models,
  session: ClientSession,
  doctorIds: readonly Types.ObjectId[],
): Promise<void> {
  const which = { _id: { $in: [...doctorIds] } };
  await models.doctors.collection.updateMany(which, { $inc: { rev: 1, seq: 1 } }, { session });
}

/** Gives back the numbers of those doctors whose offers did not change after all. */
export async function giveNumbersBack(
  models: Models,
  session: ClientSession,
  doctorIds: readonly Types.ObjectId[],
): Promise<void> {
  if (doctorIds.length > 0) {
    const which = { _id: { $in: [...doctorIds] } };
    await models.doctors.collection.updateMany(which, { $inc: { seq: -1 } }, { session });
  }
}

/** As `lockPatient` for several commands, in one write. @returns the condition for these patients. */
export async function lockPatientsTogether(
  models: Models,
  session: ClientSession,
  keys: readonly PatientKey[],
): Promise<object> {
  const userIds = keys.flatMap(({ userId }) => (userId === undefined ? [] : new Types.ObjectId(userId)));
  const ids = keys.flatMap(({ id, userId }) =>
    id === undefined || userId !== undefined ? [] : new Types.ObjectId(id),
  );
  // As in `ofUser`: the index over sign-ins is used only by a condition that says that an id is meant.
  const ofUsers = { userId: { $in: userIds, $type: 'objectId' as const } };
  const byId = { _id: { $in: ids } };
  const which = userIds.length === 0 ? byId : ids.length === 0 ? ofUsers : { $or: [ofUsers, byId] };
  await models.patients.collection.updateMany(which, { $inc: { rev: 1 } }, { session });
  return which;
}

/** Whether this patient is the one of the key; a key that says nothing is nobody's. */
export function isPatientOf({ id, userId }: PatientKey, patient: PatientRecord): boolean {
  return (
    (id !== undefined || userId !== undefined) &&
    (id === undefined || String(patient._id) === id) &&
    (userId === undefined || String(patient.userId) === userId)
  );
}
