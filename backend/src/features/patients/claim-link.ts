import { createHash, randomBytes } from 'node:crypto';
import type { MyPatient } from '@openslot/shared/contracts/patients';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { type ClientSession, Types, trusted } from 'mongoose';
import type { CommandContext } from '../../commands/doctor-command.ts';
import type { PatientRecord } from '../../database/models/patient.model.ts';
import type { Models } from '../../database/models.ts';
import { type PatientDeps, runPatientCommand } from './patient-command.ts';
import { takeOver } from './take-over-record.ts';

const LINK_MS = 7 * 24 * 60 * 60_000;
/** Wrong dates of birth until a link stops working: a link in the wrong hands opens nothing. */
const TRIES = 5;

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/**
 * Makes the link with which a patient takes over their record (PT3); earlier ones stop working.
 * @throws AppError `not_found`; `already_exists` for a record that has a sign-in
 */
export function makeClaimLink(
  deps: PatientDeps,
  context: CommandContext,
  patientId: string,
): Promise<{ claimUrl: string; expiresAt: string }> {
  const { models } = deps;
  return runPatientCommand(deps, context, async (session, now) => {
    const record = await readUnclaimed(models, session, patientId);
    const token = randomBytes(24).toString('base64url');
    const expiresAt = new Date(now.getTime() + LINK_MS);
    const claim = { tokenHash: hashOf(token), expiresAt, triesLeft: TRIES };
    await models.patients.updateOne({ _id: record._id }, { $set: { claim }, $inc: { rev: 1 } }, { session });
    return {
      result: {
        claimUrl: `${deps.publicUrl()}/claim?token=${token}`,
        expiresAt: expiresAt.toISOString(),
      },
      audit: { action: 'claim_link_made', subject: { type: 'patient', id: patientId } },
    };
  });
}

/** @throws AppError `not_found`; `already_exists` for a record that has a sign-in */
export async function readUnclaimed(
  models: Models,
  session: ClientSession,
  patientId: string,
): Promise<PatientRecord> {
  const record = await models.patients.findById(patientId, null, { session }).lean();
  if (record === null) {
    throw new AppError('not_found');
  }
  if (record.userId) {
    throw new AppError('already_exists', { detail: 'This patient signs in already.' });
  }
  return record;
}

/**
 * Takes over the record of a link; the person proves with the date of birth that it is theirs.
 * @throws AppError `link_expired`, `invalid_request` for another date of birth, `patient_busy`
 */
export async function claimPatient(
  deps: PatientDeps,
  context: CommandContext,
  { token, birthDate }: { readonly token: string; readonly birthDate: string },
): Promise<MyPatient> {
  const tokenHash = hashOf(token);
  // Counted before it is compared, so that tries at the same moment count as well.
  const record = await deps.models.patients
    .findOneAndUpdate(
      {
        userId: null,
        'claim.tokenHash': tokenHash,
        'claim.expiresAt': trusted({ $gt: new Date(deps.clock.now()) }),
        'claim.triesLeft': trusted({ $gt: 0 }),
      },
      { $inc: { 'claim.triesLeft': -1 } },
      { projection: { birthDate: 1 } },
    )
    .lean();
  if (record === null) {
    throw new AppError('link_expired');
  }
  if (record.birthDate !== null && record.birthDate !== birthDate) {
    throw invalidField('/birthDate', 'is not the date of birth in this record');
  }
  return takeOver(deps, context, new Types.ObjectId(record._id), {
    by: 'link',
    stillMine: ({ claim }) => claim?.tokenHash === tokenHash,
  });
}
