import type { ClientSession } from 'mongoose';
import { type AuditInput, recordAudit } from '../../commands/audit.ts';
import type { CommandContext, CommandDeps } from '../../commands/doctor-command.ts';
import type { ClinicRevisionRecord } from '../../database/models/clinic.model.ts';
import { inTransaction } from '../../database/transaction.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';

interface Revised<T> {
  /** What changes; the rest stays. */
  readonly rules: Partial<Omit<ClinicRevisionRecord, '_id' | 'at'>>;
  readonly result: T;
  readonly audit: AuditInput;
}

/**
 * Writes the next revision of the clinic's rules. Doctors follow it one by one afterwards (`adoptClinicRules`): a
 * single transaction over all of them would fight with every booking.
 */
export function reviseClinic<T>(
  deps: CommandDeps,
  context: CommandContext,
  revise: (current: ClinicRevisionRecord, session: ClientSession) => Revised<T>,
): Promise<T> {
  const { models } = deps;
  return inTransaction(deps.connection, async (session) => {
    const at = new Date(deps.clock.now());
    const clinic = await models.clinic
      .findOneAndUpdate({ _id: 'clinic' }, { $inc: { rev: 1 } }, { session, returnDocument: 'after' })
      .lean();
    if (clinic === null) {
      throw new Error('the clinic is not set up');
    }
    const current = await readClinicRevision(models, clinic.rev - 1, session);
    const { rules, result, audit } = revise(current, session);
    await models.clinicRevisions.create([{ ...current, ...rules, _id: clinic.rev, at }], { session });
    const { actor, requestId = null } = context;
    await recordAudit(models, session, { at, actor, requestId }, audit);
    return result;
  });
}
