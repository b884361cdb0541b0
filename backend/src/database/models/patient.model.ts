import { Schema, type Types, trusted } from 'mongoose';

/**
 * A patient is not a sign-in: `userId` is null until someone claims the record. `rev` is the lock for what is decided
 * per patient, `version` that of an edit. What is optional is absent in records that are older than it.
 */
export interface PatientRecord {
  _id: Types.ObjectId;
  userId: Types.ObjectId | null;
  name: string;
  email: string | null;
  phone: string | null;
  birthDate: string | null;
  /** The patients for whom this one's sign-in books. */
  guardianOf?: Types.ObjectId[] | undefined;
  /** Name and date of birth of a record of the desk, so that two desks cannot add the same person at one moment. */
  identity?: string | null | undefined;
  version?: number | undefined;
  /** The link with which a patient takes the record over; the token itself is not kept. */
  claim?: { tokenHash: string; expiresAt: Date; triesLeft: number } | null | undefined;
  rev: number;
}

/**
 * The condition for the record of a sign-in. The index over `userId` knows ids alone, so the database uses it only for a
 * condition that says that an id is meant; without it, it reads every patient there is.
 */
export function ofUser(userId: Types.ObjectId) {
  return { userId: trusted({ $eq: userId, $type: 'objectId' as const }) };
}

export const patientSchema = new Schema<PatientRecord>(
  {
    userId: { type: Schema.Types.ObjectId, default: null },
    name: { type: String, required: true },
    email: { type: String, default: null },
    phone: { type: String, default: null },
    birthDate: { type: String, default: null },
    guardianOf: { type: [Schema.Types.ObjectId], default: [] },
    identity: { type: String, default: null },
    version: { type: Number, default: 1 },
    claim: {
      type: new Schema(
        {
          tokenHash: { type: String, required: true },
          expiresAt: { type: Date, required: true },
          triesLeft: { type: Number, required: true },
        },
        { _id: false },
      ),
      default: null,
    },
    rev: { type: Number, required: true },
  },
  { collection: 'patients', versionKey: false },
);
patientSchema.index(
  { userId: 1 },
  {
    unique: true,
    partialFilterExpression: { userId: { $type: 'objectId' } },
    name: 'one_patient_record_per_user',
  },
);
patientSchema.index(
  { identity: 1 },
  {
    unique: true,
    partialFilterExpression: { identity: { $type: 'string' } },
    name: 'one_desk_record_per_identity',
  },
);
patientSchema.index({ name: 1 });
patientSchema.index({ 'claim.tokenHash': 1 }, { sparse: true });
patientSchema.index({ birthDate: 1 });
patientSchema.index({ email: 1 });
patientSchema.index({ guardianOf: 1 });
