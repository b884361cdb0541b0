import type { Actor } from '@openslot/shared/policies/access';
import { type ClientSession, Types } from 'mongoose';
import type { Models } from '../../database/models.ts';

/** The sign-ins that are told of a patient's visits: the patient's own and those of the guardians. */
export async function usersOfPatient(
  models: Models,
  patientId: Types.ObjectId,
  session: ClientSession | null = null,
): Promise<string[]> {
  const people = await models.patients
    .find({ $or: [{ _id: patientId }, { guardianOf: patientId }] }, { userId: 1 }, { session })
    .lean();
  return people.flatMap(({ userId }) => (userId ? [String(userId)] : []));
}

/** For whom a patient's sign-in may book and whose visits it sees: the own record and those it is the guardian of. */
export async function patientsOfUser(models: Models, actor: NonNullable<Actor>): Promise<Types.ObjectId[]> {
  // Not the session's record: for some seconds after a claim it still names the one before.
  const own = await models.patients
    .findOne({ userId: new Types.ObjectId(actor.id) }, { guardianOf: 1 })
    .lean();
  return own === null ? [] : [own._id, ...(own.guardianOf ?? [])];
}
