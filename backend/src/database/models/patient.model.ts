import { Schema, type Types } from 'mongoose';

/** A patient is not a sign-in: `userId` is null until someone claims the record. `rev` is the lock for what is decided per patient. */
export interface PatientRecord {
  _id: Types.ObjectId;
  userId: Types.ObjectId | null;
  name: string;
  email: string | null;
  phone: string | null;
  birthDate: string | null;
  rev: number;
}

export const patientSchema = new Schema<PatientRecord>(
  {
    userId: { type: Schema.Types.ObjectId, default: null },
    name: { type: String, required: true },
    email: { type: String, default: null },
    phone: { type: String, default: null },
    birthDate: { type: String, default: null },
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
patientSchema.index({ name: 1 });
