import { type ClientSession, Types } from 'mongoose';
import { duplicateKey } from '../database/duplicate-key.ts';
import type { MailKind } from '../database/models/mail.model.ts';
import type { Models } from '../database/models.ts';

export interface Mail {
  readonly kind: MailKind;
  readonly to: string;
  /** The user or patient it is about. */
  readonly subjectId: string | null;
  /** A mail of this kind and key is asked for once (ML2). */
  readonly key: string;
}

/**
 * Asks for a mail, in the transaction of what causes it if there is one (ML1); a sender of any process sends it.
 * @returns false when it was asked for already. Within a transaction that cannot be: a key must be new there.
 */
export async function askForMail(
  models: Models,
  session: ClientSession | null,
  { kind, to, subjectId, key }: Mail,
  at: Date,
): Promise<boolean> {
  const row = {
    key: `${kind}:${key}`,
    kind,
    to,
    subjectId: subjectId === null ? null : new Types.ObjectId(subjectId),
    dueAt: at,
    createdAt: at,
  };
  try {
    await models.mailOutbox.create([row], { session });
    return true;
  } catch (error) {
    if (session === null && duplicateKey(error)?.index === 'one_mail_per_key') {
      return false;
    }
    throw error;
  }
}

/** A part of a key: of all that is asked for within so many minutes, one mail is sent. */
export function onceIn(minutes: number, at: Date): string {
  return String(Math.floor(at.getTime() / (minutes * 60_000)));
}
