import { type Model, Types, trusted } from 'mongoose';
import type { Models } from '../../database/models.ts';
import type { DemoPatient } from './demo-people.ts';

/** Empties a database that holds a demo clinic, so that an interrupted filling can begin anew. Any other is left alone. */
export async function clearDemo(models: Models): Promise<void> {
  if ((await models.clinic.exists({ _id: 'clinic', demo: true })) === null) {
    return;
  }
  const { clinic, ...others } = models;
  for (const model of Object.values(others) as Model<unknown>[]) {
    await model.deleteMany({});
  }
  // Last: while it is there, it says that this is a demo.
  await clinic.deleteMany({});
}

/** Ids of the visit types of the clinic's first rules, by name. */
export async function visitTypeIds(models: Models): Promise<ReadonlyMap<string, string>> {
  const revision = await models.clinicRevisions.findById(1).orFail().lean();
  return new Map(revision.visitTypes.map((type) => [type.name, String(type._id)]));
}

/** @returns the id of the patient record; `userId` null for patients who never signed in. `guardianId` books for them. */
export async function addPatient(
  models: Models,
  patient: DemoPatient,
  userId: string | null,
  guardianId: string | null,
): Promise<string> {
  const { name, email, phone, birthDate } = patient;
  const _id = new Types.ObjectId();
  await models.patients.create({
    _id,
    userId: userId === null ? null : new Types.ObjectId(userId),
    name,
    email,
    phone,
    birthDate,
    rev: 0,
  });
  if (guardianId !== null) {
    await models.patients.updateOne({ _id: guardianId }, { $addToSet: { guardianOf: _id } });
  }
  return String(_id);
}

export interface DemoVisit {
  readonly id: string;
  readonly version: number;
  readonly doctorId: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The confirmed visits that begin until then, earliest first. Times in epoch milliseconds. */
export async function confirmedVisits(models: Models, until: number): Promise<DemoVisit[]> {
  const visits = await models.appointments
    .find({ status: 'confirmed', startsAt: trusted({ $lte: new Date(until) }) })
    .sort({ startsAt: 1, _id: 1 })
    .lean();
  return visits.map(({ _id, version, doctorId, startsAt, endsAt }) => ({
    id: String(_id),
    version,
    doctorId: String(doctorId),
    startsAt: startsAt.getTime(),
    endsAt: endsAt.getTime(),
  }));
}
