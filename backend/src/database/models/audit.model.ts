import { Schema, type Types } from 'mongoose';

/** Append-only. Texts that people wrote are kept apart (`textId`), so that they can be erased without touching the row. */
export interface AuditRecord {
  _id: Types.ObjectId;
  at: Date;
  actor: { userId: Types.ObjectId | null; role: string };
  action: string;
  subject: { type: string; id: string };
  doctorId: Types.ObjectId | null;
  seq: number | null;
  facts: Record<string, unknown>;
  textId: Types.ObjectId | null;
  requestId: string | null;
}

export const auditSchema = new Schema<AuditRecord>(
  {
    at: { type: Date, required: true },
    actor: {
      userId: { type: Schema.Types.ObjectId, default: null },
      role: { type: String, required: true },
    },
    action: { type: String, required: true },
    subject: { type: { type: String, required: true }, id: { type: String, required: true } },
    doctorId: { type: Schema.Types.ObjectId, default: null },
    seq: { type: Number, default: null },
    facts: { type: Schema.Types.Mixed, default: {} },
    textId: { type: Schema.Types.ObjectId, default: null },
    requestId: { type: String, default: null },
  },
  { collection: 'audit_log', versionKey: false, minimize: false },
);
auditSchema.index({ doctorId: 1, _id: -1 });

export interface AuditTextRecord {
  _id: Types.ObjectId;
  text: string;
}

export const auditTextSchema = new Schema<AuditTextRecord>(
  { text: { type: String, required: true } },
  { collection: 'audit_texts', versionKey: false },
);
