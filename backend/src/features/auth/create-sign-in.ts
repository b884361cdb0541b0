import type { Role } from '@openslot/shared/contracts/session';
import { type Connection, Types } from 'mongoose';
import type { Models } from '../../database/models.ts';
import { inTransaction } from '../../database/transaction.ts';
import { hashPassword } from './password-hashing.ts';

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
    if (existing !== null) {
      return existing._id.toHexString();
    }
    const userId = new Types.ObjectId();
    const times = { createdAt: at, updatedAt: at };
    await models.users.create(
      [
        {
          _id: userId,
          name: input.name,
          email,
          emailVerified: true,
          role: input.role,
          banned: false,
          doctorId: input.doctorId === null ? null : new Types.ObjectId(input.doctorId),
          ...times,
        },
      ],
      { session },
    );
    const account = { providerId: 'credential', accountId: userId.toHexString(), password };
    await models.accounts.create([{ userId, ...account, ...times }], { session });
    return userId.toHexString();
  });
}

/** Gives a sign-in another password; nothing happens to an e-mail that has none. For demo data alone. */
export async function setPassword(models: Models, email: string, password: string, at: Date): Promise<void> {
  const user = await models.users.findOne({ email }, { _id: 1 }).lean();
  if (user !== null) {
    const change = { password: await hashPassword(password), updatedAt: at };
    await models.accounts.updateOne({ userId: user._id, providerId: 'credential' }, { $set: change });
  }
}
