import { Schema } from 'mongoose';

/** The stored answer to a request with an Idempotency-Key, written in the same transaction as its effect. `_id` is `<userId>|<key>`. */
export interface IdempotencyRecord {
  _id: string;
  /** Hash of endpoint and body: the same key with another request is refused. */
  requestHash: string;
  answer: unknown;
  at: Date;
}

export const idempotencySchema = new Schema<IdempotencyRecord>(
  {
    _id: { type: String, required: true },
    requestHash: { type: String, required: true },
    answer: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'idempotency_keys', versionKey: false },
);
idempotencySchema.index({ at: 1 }, { expireAfterSeconds: 86_400 });
