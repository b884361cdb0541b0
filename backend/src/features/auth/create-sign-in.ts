import type { Role } from '@openslot/shared/contracts/session';
import { AppError } from '@openslot/shared/errors/app-error';
import { type ClientSession, type Connection, Types } from 'mongoose';
import { duplicateKey } from '../../database/duplicate-key.ts';
import type { Models } from '../../database/models.ts';
import { inTransaction } from '../../database/transaction.ts';
import { hashPassword } from './password-hashing.ts';
import { askForVerification } from './verify-address.ts';

export interface NewSignIn {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly doctorId: string | null;
}

/**
 * Makes a sign-in with a password and a role, for first start and demo data; over HTTP nobody can. An e-mail
 * that has a sign-in keeps it as it is, so that an interrupted start can be repeated.
 * @returns the user's id
 */
export async function createSignIn(
  connection: Connection,
  models: Models,
  input: NewSignIn,
  at: Date,
): Promise<string> {
  const email = input.email.toLowerCase();
  const password = await hashPassword(input.password);
  return inTransaction(connection, async (session) => {
    const existing = await models.users.findOne({ email }, { _id: 1 }, { session }).lean();
    return existing === null
      ? insertUser(models, session, { ...input, email, password, emailVerified: true }, at)
      : existing._id.toHexString();
  });
}

/**
 * Registers a patient; in the same transaction the link that verifies the address is asked for.
 * @param input the e-mail in lower case
 * @throws AppError `already_exists` naming `/email`
 */
export async function registerPatient(
  connection: Connection,
  models: Models,
  input: { readonly name: string; readonly email: string; readonly password: string },
  at: Date,
): Promise<void> {
  const password = await hashPassword(input.password);
  const patient = { ...input, password, role: 'patient', doctorId: null, emailVerified: false } as const;
  try {
    await inTransaction(connection, async (session) => {
      const userId = await insertUser(models, session, patient, at);
      await askForVerification(models, session, { userId, email: input.email }, at);
    });
  } catch (error) {
    if (duplicateKey(error)?.index === 'one_user_per_email') {
      const detail = 'There is a sign-in with this e-mail already.';
      throw new AppError('already_exists', { detail, errors: [{ pointer: '/email', detail }] });
    }
    throw error;
  }
}

/** @param user with the hash of the password @returns the id */
async function insertUser(
  models: Models,
  session: ClientSession,
  user: NewSignIn & { readonly emailVerified: boolean },
  at: Date,
): Promise<string> {
  const userId = new Types.ObjectId();
  const times = { createdAt: at, updatedAt: at };
  const { name, email, emailVerified, role, password } = user;
  const doctorId = user.doctorId === null ? null : new Types.ObjectId(user.doctorId);
  await models.users.create(
    [{ _id: userId, name, email, emailVerified, role, banned: false, doctorId, ...times }],
    { session },
  );
  const account = { providerId: 'credential', accountId: userId.toHexString(), password };
  await models.accounts.create([{ userId, ...account, ...times }], { session });
  return userId.toHexString();
}

/** Gives a sign-in another password; nothing happens to an e-mail that has none. For demo data alone. */
export async function setPassword(models: Models, email: string, password: string, at: Date): Promise<void> {
  const user = await models.users.findOne({ email }, { _id: 1 }).lean();
  if (user !== null) {
    const change = { password: await hashPassword(password), updatedAt: at };
    await models.accounts.updateOne({ userId: user._id, providerId: 'credential' }, { $set: change });
  }
}
