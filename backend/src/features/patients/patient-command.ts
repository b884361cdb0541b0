import type { ClientSession, Connection } from 'mongoose';
import { type AuditInput, recordAudit } from '../../commands/audit.ts';
import type { CommandContext } from '../../commands/doctor-command.ts';
import type { Models } from '../../database/models.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Clock } from '../../lib/clock.ts';

export interface PatientDeps {
  readonly connection: Connection;
  readonly models: Models;
  readonly clock: Clock;
  /** Makes this process forget `user:<id>`: the session names another patient record now. */
  readonly forgetRooms: (rooms: readonly string[]) => void;
  /** Origin that claim links lead to. Asked each time: the port may be chosen only when the server listens. */
  readonly publicUrl: () => string;
}

interface Written<T> {
  readonly result: T;
  readonly audit: AuditInput;
}

/** One change of patient records with its audit row, all or nothing. `work` may run several times. */
export function runPatientCommand<T>(
  deps: PatientDeps,
  { actor, requestId = null }: CommandContext,
  work: (session: ClientSession, now: Date) => Promise<Written<T>>,
): Promise<T> {
  return inTransaction(deps.connection, async (session) => {
    const at = new Date(deps.clock.now());
    const { result, audit } = await work(session, at);
    await recordAudit(deps.models, session, { at, actor, requestId }, audit);
    return result;
  });
}
