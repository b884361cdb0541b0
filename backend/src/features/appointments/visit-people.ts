import type { Actor } from '@openslot/shared/policies/access';
import { type ClientSession, Types } from 'mongoose';
import { ofUser } from '../../database/models/patient.model.ts';
import type { Models } from '../../database/models.ts';

/** A patient's name, and the sign-ins that are told of the patient's visits: the own one and those of the guardians. */
export async function peopleOfPatient(
  models: Models,
  patientId: Types.ObjectId,
  session: ClientSession | null = null,
): Promise<{ readonly name: string; readonly userIds: string[] }> {
  const people = await models.patients
    .find({ $or: [{ _id: patientId }, { guardianOf: patientId }] }, { userId: 1, name: 1 }, { session })
    .lean();
  return {
    name: people.find(({ _id }) => _id.equals(patientId))?.name ?? '',
    userIds: people.flatMap(({ userId }) => (userId ? [String(userId)] : [])),
  };
}

/** The sign-ins that are told of a patient's visits, see {@link peopleOfPatient}. */
export async function usersOfPatient(models: Models, patientId: Types.ObjectId): Promise<string[]> {
  return (await peopleOfPatient(models, patientId)).userIds;
}

/** For whom a patient's sign-in may book and whose visits it sees: the own record and those it is the guardian of. */
export async function patientsOfUser(models: Models, actor: NonNullable<Actor>): Promise<Types.ObjectId[]> {
  // Not the session's record: for some seconds after a claim it still names the one before.
  const own = await models.patients.findOne(ofUser(new Types.ObjectId(actor.id)), { guardianOf: 1 }).lean();
  return own === null ? [] : [own._id, ...(own.guardianOf ?? [])];
}
