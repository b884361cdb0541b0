import type { AuditEntry, listAudit } from '@openslot/shared/contracts/audit';
import { Types, trusted } from 'mongoose';
import type { z } from 'zod';
import type { AuditRecord } from '../../database/models/audit.model.ts';
import type { Models } from '../../database/models.ts';

type Query = z.output<(typeof listAudit)['query']>;
type Answer = z.input<(typeof listAudit)['response']>;

/** Names of users by id, as they are now; given by whoever keeps the sign-ins. */
export type FindUserNames = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Newest first, one page. Names and reasons are looked up: what was erased shows as empty. */
export async function readAudit(models: Models, findUserNames: FindUserNames, query: Query): Promise<Answer> {
  const { limit = 50 } = query;
  const rows = await models.audit
    .find({
      ...(query.doctorId && { doctorId: new Types.ObjectId(query.doctorId) }),
      ...(query.before && { _id: trusted({ $lt: new Types.ObjectId(query.before) }) }),
    })
    .sort({ _id: -1 })
    .limit(limit + 1)
    .lean();
  const page = rows.slice(0, limit);
  const names = await findUserNames(present(page.map((row) => row.actor.userId)));
  const doctors = await models.doctors
    .find({ _id: trusted({ $in: present(page.map((row) => row.doctorId)) }) }, { name: 1 })
    .lean();
  const texts = await models.auditTexts
    .find({ _id: trusted({ $in: present(page.map((row) => row.textId)) }) })
    .lean();
  const doctorNames = new Map(doctors.map((doctor) => [String(doctor._id), doctor.name]));
  const reasons = new Map(texts.map((text) => [String(text._id), text.text]));
  return {
    items: page.map((row) => presentRow(row, names, doctorNames, reasons)),
    more: rows.length > limit,
  };
}

function present(ids: readonly (Types.ObjectId | null)[]): string[] {
  return [...new Set(ids.flatMap((id) => (id ? [String(id)] : [])))];
}

function presentRow(
  row: AuditRecord,
  names: ReadonlyMap<string, string>,
  doctorNames: ReadonlyMap<string, string>,
  reasons: ReadonlyMap<string, string>,
): AuditEntry {
  const userId = row.actor.userId ? String(row.actor.userId) : null;
  return {
    id: String(row._id),
    at: row.at.toISOString(),
    actor: { userId, name: userId === null ? 'Openslot' : (names.get(userId) ?? ''), role: row.actor.role },
    action: row.action,
    subject: row.subject,
    doctorId: row.doctorId ? String(row.doctorId) : null,
    doctorName: row.doctorId ? (doctorNames.get(String(row.doctorId)) ?? null) : null,
    seq: row.seq ?? null,
    facts: row.facts,
    reason: row.textId ? (reasons.get(String(row.textId)) ?? null) : null,
  };
}
