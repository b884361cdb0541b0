import type { Patient } from '@openslot/shared/contracts/patients';
import { type ClientSession, Types, trusted } from 'mongoose';
import { duplicateKey } from '../../database/duplicate-key.ts';
import { ofUser, type PatientRecord } from '../../database/models/patient.model.ts';
import type { Models } from '../../database/models.ts';
import { historyOf, patientHistories } from '../../schedule/patient-histories.ts';
import { presentPatient } from './patient.presenter.ts';

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
  const existing = await models.patients.findOne(ofUser(userId), { _id: 1 }, { session }).lean();
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
  const winner = await models.patients.findOne(ofUser(userId), { _id: 1 }).orFail().lean();
  return winner._id;
}

export interface PageOfPatients {
  readonly items: Patient[];
  readonly total: number;
}

/** Each word of `search` is a part of name, e-mail or telephone number, in any case, or a date of birth; empty finds all. By name. */
export async function findPatients(
  models: Models,
  search: string,
  page: { readonly page: number; readonly pageSize: number },
): Promise<PageOfPatients> {
  const words = search.split(/\s+/).filter((word) => word !== '');
  const filter = words.length === 0 ? {} : { $and: words.map(conditionOf) };
  const [found, total] = await Promise.all([
    models.patients
      .find(filter)
      .collation({ locale: 'en', strength: 2 })
      .sort({ name: 1, _id: 1 })
      .skip((page.page - 1) * page.pageSize)
      .limit(page.pageSize)
      .lean(),
    models.patients.countDocuments(filter),
  ]);
  return { items: await presentPatients(models, found), total };
}

function conditionOf(word: string): Record<string, unknown> {
  const birthDate = dateIn(word);
  if (birthDate !== null) {
    return { birthDate };
  }
  const part = new RegExp(word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'i');
  return { $or: [{ name: part }, { email: part }, { phone: part }] };
}

/** `1988-04-17` and `17.04.1988` as `1988-04-17`; null for anything else. */
function dateIn(word: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(word)) {
    return word;
  }
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(word) ?? [];
  return year === '' ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** As the front desk sees them; three queries, however many patients. */
export async function presentPatients(
  models: Models,
  records: readonly PatientRecord[],
  session: ClientSession | null = null,
): Promise<Patient[]> {
  const ids = records.map(({ _id }) => _id);
  const guarded = records.flatMap(({ guardianOf = [] }) => guardianOf);
  const people = await models.patients
    .find(
      { $or: [{ _id: trusted({ $in: guarded }) }, { guardianOf: trusted({ $in: ids }) }] },
      { name: 1, guardianOf: 1 },
      { session },
    )
    .sort({ name: 1 })
    .lean();
  const histories = await patientHistories(models, ids, session);
  const includes = (list: readonly Types.ObjectId[], id: Types.ObjectId) =>
    list.some((one) => one.equals(id));
  return records.map((record) =>
    presentPatient(record, {
      guardians: people.filter(({ guardianOf = [] }) => includes(guardianOf, record._id)),
      guards: people.filter(({ _id }) => includes(record.guardianOf ?? [], _id)),
      history: historyOf(histories, record._id),
    }),
  );
}
