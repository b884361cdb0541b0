import type { Patient } from '@openslot/shared/contracts/patients';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { type ClientSession, Types, trusted } from 'mongoose';
import type { CommandContext } from '../../commands/doctor-command.ts';
import { duplicateKey } from '../../database/duplicate-key.ts';
import type { PatientRecord } from '../../database/models/patient.model.ts';
import type { Models } from '../../database/models.ts';
import { presentPatients } from './patient.repository.ts';
import { type PatientDeps, runPatientCommand } from './patient-command.ts';
import { foldedName, identityOf, requireBorn } from './patient-identity.ts';

interface DeskInput {
  readonly name: string;
  readonly birthDate: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly guardianIds: readonly string[];
  readonly allowDuplicate: boolean;
}

/**
 * Adds a patient at the desk (PT2).
 * @throws AppError `already_exists` with the `existing` records of the same name and date of birth; `invalid_request`.
 */
export function createPatient(
  deps: PatientDeps,
  context: CommandContext,
  input: DeskInput,
): Promise<Patient> {
  const { models } = deps;
  const { name, birthDate, email, phone, allowDuplicate } = input;
  return namingDuplicates(models, input, () =>
    runPatientCommand(deps, context, async (session, now) => {
      requireBorn(birthDate, now);
      await refuseDuplicate(models, session, input, null);
      const identity = allowDuplicate ? null : identityOf(input);
      const _id = new Types.ObjectId();
      const record = { _id, userId: null, name, birthDate, email, phone, identity, version: 1, rev: 0 };
      await models.patients.create([record], { session });
      const guardians = await setGuardians(models, session, _id, input.guardianIds);
      return {
        result: await present(models, session, _id),
        audit: {
          action: 'patient_added',
          subject: { type: 'patient', id: String(_id) },
          facts: { guardians, ...(allowDuplicate && { allowDuplicate }) },
        },
      };
    }),
  );
}

/** @throws AppError as {@link createPatient}, `not_found`, `stale_version` */
export function updatePatient(
  deps: PatientDeps,
  context: CommandContext,
  patientId: string,
  input: DeskInput & { readonly version: number },
): Promise<Patient> {
  const { models } = deps;
  const { name, birthDate, email, phone, allowDuplicate } = input;
  return namingDuplicates(models, input, () =>
    runPatientCommand(deps, context, async (session, now) => {
      requireBorn(birthDate, now);
      const before = await models.patients.findById(patientId, null, { session }).lean();
      if (before === null) {
        throw new AppError('not_found');
      }
      const version = before.version ?? 1;
      if (version !== input.version) {
        throw new AppError('stale_version', {
          extra: { current: await present(models, session, before._id) },
        });
      }
      const renamed = identityOf(before) !== identityOf(input);
      if (renamed) {
        await refuseDuplicate(models, session, input, before._id);
      }
      const identity = renamed ? (allowDuplicate ? null : identityOf(input)) : (before.identity ?? null);
      const change = { name, birthDate, email, phone, identity, version: version + 1 };
      await models.patients.updateOne({ _id: before._id }, { $set: change, $inc: { rev: 1 } }, { session });
      const guardians = await setGuardians(models, session, before._id, input.guardianIds);
      return {
        result: await present(models, session, before._id),
        audit: {
          action: 'patient_updated',
          subject: { type: 'patient', id: patientId },
          facts: { guardians, ...(renamed && allowDuplicate && { allowDuplicate }) },
        },
      };
    }),
  );
}

/** @throws AppError `not_found` */
export async function readPatient(models: Models, patientId: string): Promise<Patient> {
  return present(models, null, new Types.ObjectId(patientId));
}

async function present(models: Models, session: ClientSession | null, id: Types.ObjectId): Promise<Patient> {
  const record = await models.patients.findById(id, null, { session }).lean();
  const [patient] = record === null ? [] : await presentPatients(models, [record], session);
  if (patient === undefined) {
    throw new AppError('not_found');
  }
  return patient;
}

/** Makes exactly these patients the guardians of one. @returns how many they are */
async function setGuardians(
  models: Models,
  session: ClientSession,
  patientId: Types.ObjectId,
  guardianIds: readonly string[],
): Promise<number> {
  const ids = [...new Set(guardianIds)].map((id) => new Types.ObjectId(id));
  if (ids.some((id) => id.equals(patientId))) {
    throw invalidField('/guardianIds', 'must not name the patient');
  }
  await models.patients.updateMany(
    { guardianOf: patientId, _id: trusted({ $nin: ids }) },
    { $pull: { guardianOf: patientId }, $inc: { rev: 1 } },
    { session },
  );
  const set = await models.patients.updateMany(
    { _id: trusted({ $in: ids }) },
    { $addToSet: { guardianOf: patientId }, $inc: { rev: 1 } },
    { session },
  );
  if (set.matchedCount < ids.length) {
    throw invalidField('/guardianIds', 'names somebody who is not a patient here');
  }
  return ids.length;
}

async function refuseDuplicate(
  models: Models,
  session: ClientSession | null,
  input: DeskInput,
  own: Types.ObjectId | null,
): Promise<void> {
  if (input.birthDate === null || input.allowDuplicate) {
    return;
  }
  const born = await models.patients.find({ birthDate: input.birthDate }, null, { session }).lean();
  const name = foldedName(input.name);
  const same = born.filter((one) => foldedName(one.name) === name && !(own !== null && one._id.equals(own)));
  if (same.length > 0) {
    throw alreadyThere(same);
  }
}

function alreadyThere(records: readonly PatientRecord[]): AppError {
  return new AppError('already_exists', {
    detail: 'There is a patient of this name and date of birth already.',
    errors: [{ pointer: '/name', detail: 'is the name of a patient with this date of birth' }],
    extra: {
      existing: records.map(({ _id, name, birthDate, email, phone }) => ({
        id: String(_id),
        name,
        birthDate,
        email,
        phone,
      })),
    },
  });
}

/** Two desks at one moment: the unique index refuses the second, which is told of the first. */
async function namingDuplicates<T>(models: Models, input: DeskInput, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (duplicateKey(error)?.index === 'one_desk_record_per_identity') {
      const identity = identityOf(input);
      throw alreadyThere(await models.patients.find({ identity }).lean());
    }
    throw error;
  }
}
