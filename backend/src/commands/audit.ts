import { type ClientSession, Types } from 'mongoose';
import { insertRecords } from '../database/insert-records.ts';
import type { AuditRecord, AuditTextRecord } from '../database/models/audit.model.ts';
import type { Models } from '../database/models.ts';

/** Who acts. `userId` null: the system itself. */
export interface CommandActor {
  readonly userId: string | null;
  readonly role: string;
}

export interface CommandContext {
  readonly actor: CommandActor;
  readonly requestId?: string | null;
}

export interface AuditInput {
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string };
  /** Dates, times, counts, ids; never text that people wrote. */
  readonly facts?: Record<string, unknown>;
  /** Free text that a person gave as the reason; stored apart so that it can be erased. */
  readonly text?: string | null;
}

export interface AuditContext {
  readonly at: Date;
  readonly actor: CommandActor;
  readonly doctorId?: Types.ObjectId | null;
  readonly seq?: number | null;
  readonly requestId?: string | null;
}

/** Appends one row to the audit log, in the transaction of the change it records. */
export function recordAudit(
  models: Models,
  session: ClientSession | null,
  context: AuditContext,
  input: AuditInput,
): Promise<void> {
  return recordAudits(models, session, [{ ...context, ...input }]);
}

/** As {@link recordAudit}, for several changes of one transaction. */
export async function recordAudits(
  models: Models,
  session: ClientSession | null,
  entries: readonly (AuditContext & AuditInput)[],
): Promise<void> {
  const texts: AuditTextRecord[] = [];
  const rows = entries.map(({ actor, text, ...entry }): AuditRecord => {
    const textId = text ? new Types.ObjectId() : null;
    if (text && textId) {
      texts.push({ _id: textId, text });
    }
    return {
      _id: new Types.ObjectId(),
      at: entry.at,
      actor: { userId: actor.userId === null ? null : new Types.ObjectId(actor.userId), role: actor.role },
      action: entry.action,
      subject: { type: entry.subject.type, id: entry.subject.id },
      doctorId: entry.doctorId ?? null,
      seq: entry.seq ?? null,
      facts: entry.facts ?? {},
      textId,
      requestId: entry.requestId ?? null,
    };
  });
  await insertRecords(models.auditTexts, session, texts);
  await insertRecords(models.audit, session, rows);
}
