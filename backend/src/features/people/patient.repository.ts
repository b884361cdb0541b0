import type { Patient } from '@openslot/shared/contracts/patients';
import { type ClientSession, Types } from 'mongoose';
import { duplicateKey } from '../../database/duplicate-key.ts';
import type { Models } from '../../database/models.ts';

/**
 * The patient record of a patient's own sign-in; made on first need. A user has at most one, whoever asks at the
 * same time. In a transaction a lost race aborts it, and its retry finds the record.
 * @returns its id
 */
export async function ensurePatient(
  models: Models,
  user: { readonly id: string; readonly name: string; readonly email: string },
  session: ClientSession | null = null,
): Promise<Types.ObjectId> {
  const userId = new Types.ObjectId(user.id);
  const existing = await models.patients.findOne({ userId }, { _id: 1 }, { session }).lean();
  if (existing !== null) {
    return existing._id;
  }
  try {
    const [made] = await models.patients.create([{ userId, name: user.name, email: user.email, rev: 0 }], {
      session,
    });
    if (made !== undefined) {
      return made._id;
    }
  } catch (error) {
    if (session !== null || duplicateKey(error) === null) {
      throw error;
    }
  }
  const winner = await models.patients.findOne({ userId }, { _id: 1 }).orFail().lean();
  return winner._id;
}

export interface PageOfPatients {
  readonly items: Patient[];
  readonly total: number;
}

/** `search` is any part of name or e-mail, in any case; empty finds all. By name. */
export async function findPatients(
  models: Models,
  search: string,
  page: { readonly page: number; readonly pageSize: number },
): Promise<PageOfPatients> {
  const part = new RegExp(search.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'i');
  const filter = search.trim() === '' ? {} : { $or: [{ name: part }, { email: part }] };
  const [found, total] = await Promise.all([
    models.patients
      .find(filter, { name: 1, email: 1, phone: 1 })
      .collation({ locale: 'en', strength: 2 })
      .sort({ name: 1, _id: 1 })
      .skip((page.page - 1) * page.pageSize)
      .limit(page.pageSize)
      .lean(),
    models.patients.countDocuments(filter),
  ]);
  return {
    items: found.map(({ _id, name, email, phone }) => ({ id: _id.toHexString(), name, email, phone })),
    total,
  };
}
