import { trusted } from 'mongoose';
import type { Models } from '../../database/models.ts';

/** Looks up the names of users by id; users that no longer exist are left out. */
export function findUserNames(
  models: Models,
): (ids: readonly string[]) => Promise<ReadonlyMap<string, string>> {
  return async (ids) => {
    const users = await models.users.find({ _id: trusted({ $in: [...ids] }) }, { name: 1 }).lean();
    return new Map(users.map((user) => [String(user._id), user.name]));
  };
}
