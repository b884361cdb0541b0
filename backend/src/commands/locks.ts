import { AppError } from '@openslot/shared/errors/app-error';
import { type ClientSession, Types } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import { ofUser, type PatientRecord } from '../database/models/patient.model.ts';
import type { Models } from '../database/models.ts';

/** Which patient: the record of this id, the one of this sign-in, or only if it is both. */
export interface PatientKey {
  readonly id?: string | undefined;
  readonly userId?: string | undefined;
}

/** The same order in every process, in the queue and in the database. */
export function inOrder(ids: readonly Types.ObjectId[]): Types.ObjectId[] {
  return [...new Map(ids.map((id) => [String(id), id]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, id]) => id);
}

/** What a command waits for in the queue of this process. */
export function queueKeys(doctorIds: readonly Types.ObjectId[], patient: PatientKey | undefined): string[] {
  const { id, userId } = patient ?? {};
  const ofPatient = id ? [`patient:${id}`] : userId ? [`user:${userId}`] : [];
  return [...doctorIds.map((id) => `doctor:${id}`), ...ofPatient];
}

/**
 * Writes on each doctor, in the order given: the lock.
 * @param takesNumber the number of the change is taken in the same write. The records still have the last one used.
 * @throws AppError `not_found`
 */
export async function lockDoctors(
  models: Models,
  session: ClientSession,
  doctorIds: readonly Types.ObjectId[],
  takesNumber: boolean,
): Promise<DoctorRecord[]> {
  const taken = takesNumber ? 1 : 0;
  const doctors: DoctorRecord[] = [];
  for (const _id of doctorIds) {
    const doctor = await models.doctors.collection.findOneAndUpdate(
      { _id },
      { $inc: { rev: 1, seq: taken } },
      { session, returnDocument: 'after' },
    );
    if (doctor === null) {
      throw new AppError('not_found');
    }
    const locked = doctor as unknown as DoctorRecord;
    doctors.push({ ...locked, seq: locked.seq - taken });
  }
  return doctors;
}

/** Stores the numbers that the changes of the transaction were given, unless the lock has stored the right ones. */
export async function storeNumbers(
  models: Models,
  session: ClientSession,
  doctors: readonly DoctorRecord[],
  takesNumber: boolean,
  seqs: ReadonlyMap<string, number>,
): Promise<void> {
  for (const { _id, seq: before } of doctors) {
    const seq = seqs.get(String(_id)) ?? before;
    if (seq !== before + (takesNumber ? 1 : 0)) {
      await models.doctors.collection.updateOne({ _id }, { $set: { seq } }, { session });
    }
  }
}

/** Writes on the patient: the lock for whatever is decided per patient. @throws AppError `not_found` */
export async function lockPatient(
  models: Models,
  session: ClientSession,
  { id, userId }: PatientKey,
): Promise<PatientRecord> {
  if (id === undefined && userId === undefined) {
    throw new Error('a patient is locked by id or by sign-in');
  }
  const patient = await models.patients.collection.findOneAndUpdate(
    {
      ...(id !== undefined && { _id: new Types.ObjectId(id) }),
      ...(userId !== undefined && ofUser(new Types.ObjectId(userId))),
    },
    { $inc: { rev: 1 } },
    { session, returnDocument: 'after' },
  );
  if (patient === null) {
    throw new AppError('not_found');
  }
  return patient as unknown as PatientRecord;
}
