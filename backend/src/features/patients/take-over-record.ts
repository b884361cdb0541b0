import type { MyPatient } from '@openslot/shared/contracts/patients';
import { AppError } from '@openslot/shared/errors/app-error';
import { type ClientSession, Types } from 'mongoose';
import type { CommandContext } from '../../commands/doctor-command.ts';
import { duplicateKey } from '../../database/duplicate-key.ts';
import { ofUser, type PatientRecord } from '../../database/models/patient.model.ts';
import type { Models } from '../../database/models.ts';
import { userRoom } from '../../lib/rooms.ts';
import { presentMyPatient } from './patient.presenter.ts';
import { type PatientDeps, runPatientCommand } from './patient-command.ts';
import { recordToClaim } from './patient-identity.ts';

/**
 * Takes over the record of the desk that has the person's verified e-mail and date of birth, if there is one (PT4).
 * Visits of both at one time are for the desk to sort out: then nothing happens.
 */
export async function claimByVerifiedEmail(
  deps: PatientDeps,
  context: CommandContext,
): Promise<MyPatient | null> {
  const { models } = deps;
  const user = await models.users.findById(context.actor.userId).orFail().lean();
  const own = await models.patients.findOne(ofUser(user._id)).orFail().lean();
  if (!own.birthDate) {
    return null;
  }
  const { email, emailVerified } = user;
  const found = await models.patients.find({ userId: null, birthDate: own.birthDate }).lean();
  const record = recordToClaim({ email, emailVerified, birthDate: own.birthDate }, found);
  if (record === null) {
    return null;
  }
  try {
    return await takeOver(deps, context, record._id, { by: 'verified_email', stillMine: () => true });
  } catch (error) {
    if (error instanceof AppError && (error.code === 'patient_busy' || error.code === 'link_expired')) {
      return null;
    }
    throw error;
  }
}

interface Claim {
  readonly by: 'link' | 'verified_email';
  /** Whether the record, read again in the transaction, is still one that may be taken over. */
  readonly stillMine: (record: PatientRecord) => boolean;
}

/**
 * Makes a record without a sign-in the record of the acting person. Their own record until now, with its visits,
 * guardians and guarded people, becomes part of it.
 * @throws AppError `link_expired` when somebody was faster, `patient_busy` when both have a visit at one time.
 */
export async function takeOver(
  deps: PatientDeps,
  context: CommandContext,
  recordId: Types.ObjectId,
  { by, stillMine }: Claim,
): Promise<MyPatient> {
  const { models } = deps;
  const userId = new Types.ObjectId(context.actor.userId ?? undefined);
  try {
    const patient = await runPatientCommand(deps, context, async (session) => {
      const record = await lockUnclaimed(models, session, recordId);
      if (!stillMine(record)) {
        throw new AppError('link_expired');
      }
      const own = await models.patients.findOneAndDelete(ofUser(userId), { session }).lean();
      const visits = own === null ? 0 : await moveVisits(models, session, own._id, recordId);
      const change = await joined(models, session, record, own);
      const taken = { ...change, userId, claim: null, version: (record.version ?? 1) + 1 };
      await models.patients.updateOne({ _id: recordId }, { $set: taken }, { session });
      return {
        result: presentMyPatient({ ...record, ...taken }, 'self'),
        audit: {
          action: 'patient_claimed',
          subject: { type: 'patient', id: String(recordId) },
          facts: { by, visits },
        },
      };
    });
    deps.forgetRooms([userRoom(String(userId))]);
    return patient;
  } catch (error) {
    throw duplicateKey(error)?.index.includes('no_overlap') ? new AppError('patient_busy') : error;
  }
}

async function lockUnclaimed(
  models: Models,
  session: ClientSession,
  recordId: Types.ObjectId,
): Promise<PatientRecord> {
  const record = await models.patients
    .findOneAndUpdate(
      { _id: recordId, userId: null },
      { $inc: { rev: 1 } },
      { session, returnDocument: 'after' },
    )
    .lean();
  if (record === null) {
    throw new AppError('link_expired');
  }
  return record;
}

/** The unique index refuses a visit that meets one of the other record. @returns how many visits there were */
async function moveVisits(
  models: Models,
  session: ClientSession,
  from: Types.ObjectId,
  to: Types.ObjectId,
): Promise<number> {
  const moved = await models.appointments.updateMany({ patientId: from }, { patientId: to }, { session });
  const occupied = await models.occupancy.find({ patientId: from }, { keys: 1 }, { session }).lean();
  for (const { _id, keys } of occupied) {
    const renamed = keys.map((key) => key.replace(`p:${from}|`, `p:${to}|`));
    await models.occupancy.updateOne({ _id }, { patientId: to, keys: renamed }, { session });
  }
  return moved.matchedCount;
}

/** What the record gains of the one that is given up. */
async function joined(
  models: Models,
  session: ClientSession,
  record: PatientRecord,
  own: PatientRecord | null,
): Promise<Partial<PatientRecord>> {
  if (own === null) {
    return {};
  }
  const guardians = await models.patients.find({ guardianOf: own._id }, { _id: 1 }, { session }).lean();
  for (const { _id } of guardians) {
    await models.patients.updateOne({ _id }, { $addToSet: { guardianOf: record._id } }, { session });
    await models.patients.updateOne({ _id }, { $pull: { guardianOf: own._id } }, { session });
  }
  const guarded = [...(record.guardianOf ?? []), ...(own.guardianOf ?? [])].map(String);
  const others = [...new Set(guarded)].filter((id) => id !== String(record._id));
  return {
    guardianOf: others.map((id) => new Types.ObjectId(id)),
    phone: record.phone ?? own.phone,
    birthDate: record.birthDate ?? own.birthDate,
    email: record.email ?? own.email,
  };
}
