import type { MyPatient } from '@openslot/shared/contracts/patients';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { type ClientSession, Types, trusted } from 'mongoose';
import type { CommandContext } from '../../commands/doctor-command.ts';
import { ofUser, type PatientRecord } from '../../database/models/patient.model.ts';
import type { Models } from '../../database/models.ts';
import { presentMyPatient } from './patient.presenter.ts';
import { type PatientDeps, runPatientCommand } from './patient-command.ts';
import { foldedName, requireBorn } from './patient-identity.ts';
import { claimByVerifiedEmail } from './take-over-record.ts';

/** More than any family; a bound on what one sign-in can store. */
const MAX_GUARDED = 20;

/** The own record first, then those the person is the guardian of, by name (PT1). */
export async function listMyPatients(models: Models, userId: string): Promise<MyPatient[]> {
  const own = await ownRecord(models, userId);
  const guarded = await guardedBy(models, own);
  return [presentMyPatient(own, 'self'), ...guarded.map((one) => presentMyPatient(one, 'guarded'))];
}

/** Adds somebody the person is the guardian of. @throws AppError `already_exists`, `invalid_request` */
export function addMyPatient(
  deps: PatientDeps,
  context: CommandContext,
  input: { readonly name: string; readonly birthDate: string },
): Promise<MyPatient> {
  const { models } = deps;
  return runPatientCommand(deps, context, async (session, now) => {
    requireBorn(input.birthDate, now);
    const own = await lockOwn(models, session, context);
    const guarded = await guardedBy(models, own, session);
    const name = foldedName(input.name);
    if (guarded.some((one) => one.birthDate === input.birthDate && foldedName(one.name) === name)) {
      const detail = 'You have added this person already.';
      throw new AppError('already_exists', { detail, errors: [{ pointer: '/name', detail }] });
    }
    if (guarded.length >= MAX_GUARDED) {
      throw invalidField('/name', `is one too many: you can add at most ${MAX_GUARDED} people yourself`);
    }
    const [made] = await models.patients.create([{ ...input, rev: 0 }], { session });
    if (made === undefined) {
      throw new Error('a created patient must be there');
    }
    await models.patients.updateOne({ _id: own._id }, { $addToSet: { guardianOf: made._id } }, { session });
    return {
      result: presentMyPatient(made, 'guarded'),
      audit: {
        action: 'patient_added',
        subject: { type: 'patient', id: String(made._id) },
        facts: { by: 'guardian' },
      },
    };
  });
}

interface MyInput {
  readonly version: number;
  readonly name: string;
  readonly birthDate: string | null;
  readonly phone: string | null;
}

/**
 * Changes the own record or one the person is the guardian of. With the date of birth, a record that the clinic
 * already keeps of this person may show to be theirs (PT4).
 * @throws AppError `not_found`, `stale_version`, `invalid_request`
 */
export async function updateMyPatient(
  deps: PatientDeps,
  context: CommandContext,
  patientId: string,
  input: MyInput,
): Promise<{ patient: MyPatient; claimed: boolean }> {
  const { models } = deps;
  const patient = await runPatientCommand(deps, context, async (session, now) => {
    requireBorn(input.birthDate, now);
    const own = await lockOwn(models, session, context);
    const mine = [own, ...(await guardedBy(models, own, session))];
    const before = mine.find(({ _id }) => String(_id) === patientId);
    if (before === undefined) {
      throw new AppError('not_found');
    }
    const relation = before === own ? 'self' : 'guarded';
    const version = before.version ?? 1;
    if (version !== input.version) {
      throw new AppError('stale_version', { extra: { current: presentMyPatient(before, relation) } });
    }
    const change = { name: input.name, birthDate: input.birthDate, phone: input.phone, version: version + 1 };
    await models.patients.updateOne({ _id: before._id }, { $set: change, $inc: { rev: 1 } }, { session });
    return {
      result: presentMyPatient({ ...before, ...change }, relation),
      audit: {
        action: 'patient_updated',
        subject: { type: 'patient', id: patientId },
        facts: { by: relation },
      },
    };
  });
  const claimed = patient.relation === 'self' ? await claimByVerifiedEmail(deps, context) : null;
  return claimed === null ? { patient, claimed: false } : { patient: claimed, claimed: true };
}

const userIdOf = ({ actor }: CommandContext) => new Types.ObjectId(actor.userId ?? undefined);

async function ownRecord(models: Models, userId: string): Promise<PatientRecord> {
  const own = await models.patients.findOne(ofUser(new Types.ObjectId(userId))).lean();
  if (own === null) {
    throw new AppError('not_found');
  }
  return own;
}

/** The own record, written on: two changes of one family wait for each other. */
async function lockOwn(
  models: Models,
  session: ClientSession,
  context: CommandContext,
): Promise<PatientRecord> {
  const own = await models.patients
    .findOneAndUpdate(ofUser(userIdOf(context)), { $inc: { rev: 1 } }, { session, returnDocument: 'after' })
    .lean();
  if (own === null) {
    throw new AppError('not_found');
  }
  return own;
}

async function guardedBy(
  models: Models,
  own: PatientRecord,
  session: ClientSession | null = null,
): Promise<PatientRecord[]> {
  return models.patients
    .find({ _id: trusted({ $in: own.guardianOf ?? [] }) }, null, { session })
    .collation({ locale: 'en', strength: 2 })
    .sort({ name: 1, _id: 1 })
    .lean();
}
