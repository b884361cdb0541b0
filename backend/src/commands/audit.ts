import { type ClientSession, Types } from 'mongoose';
import type { Models } from '../database/models.ts';

/** Who acts. `userId` null: the system itself. */
export interface CommandActor {
  readonly userId: string | null;
  readonly role: string;
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
export async function recordAudit(
  models: Models,
  session: ClientSession | null,
  context: AuditContext,
  input: AuditInput,
): Promise<void> {
  let textId: Types.ObjectId | null = null;
  if (input.text) {
    textId = new Types.ObjectId();
    await models.auditTexts.create([{ _id: textId, text: input.text }], { session });
  }
  const { actor } = context;
  await models.audit.create(
    [
      {
        at: context.at,
        actor: { userId: actor.userId === null ? null : new Types.ObjectId(actor.userId), role: actor.role },
        action: input.action,
        subject: input.subject,
        doctorId: context.doctorId ?? null,
        seq: context.seq ?? null,
        facts: input.facts ?? {},
        textId,
        requestId: context.requestId ?? null,
      },
    ],
    { session },
  );
}
