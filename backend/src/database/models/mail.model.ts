import { Schema, type Types } from 'mongoose';

/** What a mail is about; each kind has one composer. */
export const MAIL_KINDS = ['verify_address', 'reset_password', 'invitation', 'claim_link'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/**
 * A mail that is to be sent, or was. It says to whom and why, never what: the text, with its one-time link, is made at
 * the moment of sending and kept nowhere.
 */
export interface OutboxRecord {
  _id: Types.ObjectId;
  /** Unique: of two rows with one key the second is not written. */
  key: string;
  kind: MailKind;
  to: string;
  /** The user or patient it is about; null where only the address is known. */
  subjectId: Types.ObjectId | null;
  /** `dropped`: when its turn came there was nothing to say any more. */
  status: 'waiting' | 'sent' | 'dropped' | 'failed';
  attempts: number;
  /** When it is tried next; while it is being sent, when another process may try. */
  dueAt: Date;
  createdAt: Date;
  endedAt: Date | null;
  /** Why the last attempt failed: a code, never text of the other server, which may name people. */
  error: string | null;
}

export const outboxSchema = new Schema<OutboxRecord>(
  {
    key: { type: String, required: true },
    kind: { type: String, enum: MAIL_KINDS, required: true },
    to: { type: String, required: true },
    subjectId: { type: Schema.Types.ObjectId, default: null },
    status: { type: String, enum: ['waiting', 'sent', 'dropped', 'failed'], default: 'waiting' },
    attempts: { type: Number, default: 0 },
    dueAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    error: { type: String, default: null },
  },
  { collection: 'mail_outbox', versionKey: false },
);
outboxSchema.index({ key: 1 }, { unique: true, name: 'one_mail_per_key' });
outboxSchema.index({ status: 1, dueAt: 1 });
// Addresses are kept no longer than somebody may ask where a mail has gone.
outboxSchema.index({ endedAt: 1 }, { expireAfterSeconds: 30 * 24 * 60 * 60 });

/** A mail of a demo clinic, which nobody gets: it is read in the mailbox of the admins. */
export interface MailboxRecord {
  _id: Types.ObjectId;
  to: string;
  subject: string;
  text: string;
  at: Date;
}

export const mailboxSchema = new Schema<MailboxRecord>(
  {
    to: { type: String, required: true },
    subject: { type: String, required: true },
    text: { type: String, required: true },
    at: { type: Date, required: true },
  },
  // The oldest make room for the newest.
  { collection: 'mailbox', versionKey: false, capped: { size: 2_097_152, max: 500 } },
);
