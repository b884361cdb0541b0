import { type StaffMember, StaffRole } from '@openslot/shared/contracts/staff';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { type ClientSession, Types, trusted } from 'mongoose';
import type { UserRecord } from '../../database/models/auth.model.ts';
import type { Models } from '../../database/models.ts';

/** Everybody who works here, by name. */
export async function listStaffMembers(models: Models): Promise<StaffMember[]> {
  const users = await models.users
    .find({ role: trusted({ $in: StaffRole.options }) })
    .collation({ locale: 'en', strength: 2 })
    .sort({ name: 1, _id: 1 })
    .lean();
  return presentMembers(models, users);
}

/** @throws AppError `not_found`: also for patients, who are not staff */
export async function readStaffUser(
  models: Models,
  userId: string,
  session: ClientSession | null = null,
): Promise<UserRecord> {
  const user = await models.users.findById(userId, null, { session }).lean();
  if (user === null || !StaffRole.safeParse(user.role).success) {
    throw new AppError('not_found');
  }
  return user;
}

export async function presentMember(models: Models, user: UserRecord): Promise<StaffMember> {
  const [member] = await presentMembers(models, [user]);
  if (member === undefined) {
    throw new AppError('not_found');
  }
  return member;
}

async function presentMembers(models: Models, users: readonly UserRecord[]): Promise<StaffMember[]> {
  const accounts = await models.accounts
    .find({ userId: trusted({ $in: users.map((user) => user._id) }) }, { userId: 1 })
    .lean();
  const withPassword = new Set(accounts.map((account) => account.userId.toHexString()));
  return users.map((user) => ({
    id: user._id.toHexString(),
    name: user.name,
    email: user.email,
    role: StaffRole.parse(user.role),
    doctorId: user.doctorId?.toHexString() ?? null,
    disabled: user.banned,
    invited: !withPassword.has(user._id.toHexString()),
  }));
}

/** Adds a sign-in without a password. The unique indexes refuse an e-mail or a doctor that has one already. */
export async function insertStaffUser(
  models: Models,
  session: ClientSession,
  input: { name: string; email: string; role: StaffRole; doctorId: string | null },
  at: Date,
): Promise<UserRecord> {
  if (
    input.doctorId !== null &&
    (await models.doctors.exists({ _id: input.doctorId }).session(session)) === null
  ) {
    throw invalidField('/doctorId', 'is not a doctor of this clinic');
  }
  const user: UserRecord = {
    _id: new Types.ObjectId(),
    name: input.name,
    email: input.email,
    emailVerified: false,
    role: input.role,
    banned: false,
    doctorId: input.doctorId === null ? null : new Types.ObjectId(input.doctorId),
    createdAt: at,
    updatedAt: at,
  };
  await models.users.create([user], { session });
  return user;
}

export async function setDisabled(
  models: Models,
  session: ClientSession,
  user: UserRecord,
  disabled: boolean,
  at: Date,
): Promise<UserRecord> {
  const changed = { banned: disabled, updatedAt: at };
  await models.users.updateOne({ _id: user._id }, { $set: changed }, { session });
  return { ...user, ...changed };
}

/**
 * Writes on the acting admin, so that two admins who disable each other at the same moment conflict: the second
 * finds itself disabled, and the clinic keeps an admin.
 * @throws AppError `forbidden`
 */
export async function requireActiveAdmin(
  models: Models,
  session: ClientSession,
  userId: string | null,
  at: Date,
): Promise<void> {
  const touched = await models.users.updateOne(
    { _id: userId, role: 'admin', banned: false },
    { $set: { updatedAt: at } },
    { session },
  );
  if (touched.matchedCount === 0) {
    throw new AppError('forbidden');
  }
}
