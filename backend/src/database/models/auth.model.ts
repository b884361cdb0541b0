import { Schema, type Types } from 'mongoose';

/**
 * A person who can sign in. These collections are written by the sign-in library as well; here are the fields
 * we read or write ourselves, and the indexes it relies on. `doctorId` names the profile of a doctor's sign-in.
 */
export interface UserRecord {
  _id: Types.ObjectId;
  name: string;
  /** Lower case. */
  email: string;
  emailVerified: boolean;
  role: string;
  banned: boolean;
  doctorId: Types.ObjectId | null;
  createdAt: Date;
  updatedAt: Date;
}

export const userSchema = new Schema<UserRecord>(
  {
    name: { type: String, required: true },
    email: { type: String, required: true },
    emailVerified: { type: Boolean, default: false },
    role: { type: String, required: true },
    banned: { type: Boolean, default: false },
    doctorId: { type: Schema.Types.ObjectId, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'users', versionKey: false },
);
userSchema.index({ email: 1 }, { unique: true, name: 'one_user_per_email' });
userSchema.index(
  { doctorId: 1 },
  {
    unique: true,
    partialFilterExpression: { doctorId: { $type: 'objectId' } },
    name: 'one_sign_in_per_doctor',
  },
);
userSchema.index({ role: 1, name: 1 });

export interface SessionRecord {
  _id: Types.ObjectId;
  userId: Types.ObjectId;
  token: string;
  expiresAt: Date;
}

export const sessionSchema = new Schema<SessionRecord>(
  {
    userId: { type: Schema.Types.ObjectId, required: true },
    token: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'sessions', versionKey: false },
);
sessionSchema.index({ token: 1 }, { unique: true });
sessionSchema.index({ userId: 1 });
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** The password of a user; a user without one was invited and has not chosen it yet. */
export interface AccountRecord {
  _id: Types.ObjectId;
  userId: Types.ObjectId;
  providerId: string;
  accountId: string;
  password: string;
  createdAt: Date;
  updatedAt: Date;
}

export const accountSchema = new Schema<AccountRecord>(
  {
    userId: { type: Schema.Types.ObjectId, required: true },
    providerId: { type: String, required: true },
    accountId: { type: String, required: true },
    password: { type: String, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'accounts', versionKey: false },
);
accountSchema.index({ userId: 1, providerId: 1 }, { unique: true });

/** A link that works once, as a hash of its token. `value` is the user's id. */
export interface VerificationRecord {
  _id: Types.ObjectId;
  identifier: string;
  value: string;
  expiresAt: Date;
}

export const verificationSchema = new Schema<VerificationRecord>(
  {
    identifier: { type: String, required: true },
    value: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'verifications', versionKey: false },
);
verificationSchema.index({ identifier: 1 });
verificationSchema.index({ value: 1 });
verificationSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
