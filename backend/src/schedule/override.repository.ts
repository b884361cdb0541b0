import { type ClientSession, type Types, trusted } from 'mongoose';
import type { OverrideRecord } from '../database/models/exception.model.ts';
import type { Models } from '../database/models.ts';

/** Overrides from one local date to another, both included; `to` null: all that follow. */
export async function findOverrides(
  models: Models,
  session: ClientSession | null,
  doctorId: Types.ObjectId,
  from: string,
  to: string | null,
): Promise<OverrideRecord[]> {
  const found = await models.exceptions
    .find(
      { doctorId, kind: 'override', date: trusted(to === null ? { $gte: from } : { $gte: from, $lte: to }) },
      null,
      { session },
    )
    .sort({ date: 1 })
    .lean();
  return found.filter((exception) => exception.kind === 'override');
}
