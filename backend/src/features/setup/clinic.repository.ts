import type { VisitTypeInput } from '@openslot/shared/contracts/visit-types';
import { type Connection, Types } from 'mongoose';
import { recordAudit } from '../../commands/audit.ts';
import type { ClinicRecord } from '../../database/models/clinic.model.ts';
import type { Models } from '../../database/models.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Clock } from '../../lib/clock.ts';

export interface SetupDeps {
  readonly connection: Connection;
  readonly models: Models;
  readonly clock: Clock;
}

export interface NewClinic {
  readonly name: string;
  readonly timeZone: string;
  readonly demo: boolean;
  readonly visitTypes: readonly VisitTypeInput[];
}

export function findClinic(models: Models): Promise<ClinicRecord | null> {
  return models.clinic.findById('clinic').lean();
}

/** True until a first start has founded the clinic. */
export async function isNewDatabase(models: Models): Promise<boolean> {
  return (await findClinic(models)) === null;
}

/** An admin who can sign in is the last thing a first start makes: with one, it is over. */
export async function hasAdmin(models: Models): Promise<boolean> {
  return (await models.users.exists({ role: 'admin' })) !== null;
}

/** Makes the clinic and the first revision of its rules, together. A clinic that is there stays as it is. */
export async function foundClinic(deps: SetupDeps, input: NewClinic): Promise<void> {
  const { models } = deps;
  await inTransaction(deps.connection, async (session) => {
    if ((await models.clinic.exists({ _id: 'clinic' }).session(session)) !== null) {
      return;
    }
    const at = new Date(deps.clock.now());
    const visitTypes = input.visitTypes.map((type) => ({
      _id: new Types.ObjectId(),
      version: 1,
      active: true,
      ...type,
    }));
    const { name, timeZone, demo } = input;
    await models.clinicRevisions.create([{ _id: 1, at, holidays: [], visitTypes }], { session });
    await models.clinic.create([{ _id: 'clinic', name, timeZone, demo, rev: 1, doctors: 0 }], { session });
    const system = { at, actor: { userId: null, role: 'system' } };
    const subject = { type: 'clinic', id: 'clinic' };
    await recordAudit(models, session, system, { action: 'clinic_founded', subject, facts: { timeZone } });
  });
}
