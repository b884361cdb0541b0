import { type ClientSession, trusted } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Models } from '../database/models.ts';
import { handedOver } from '../schedule/hand-over.ts';
import type { HoldRecord } from '../schedule/locked-schedule.ts';
import { appendLog } from './append-log.ts';
import { recordAudits } from './audit.ts';

const SYSTEM = { userId: null, role: 'system' } as const;

export interface Expired {
  /** As it is afterwards. */
  readonly doctor: DoctorRecord;
  readonly count: number;
}

/** The holds of a doctor that are over, by start. */
export function findOverdue(
  models: Models,
  session: ClientSession,
  { _id: doctorId }: DoctorRecord,
  now: Date,
): Promise<HoldRecord[]> {
  return models.occupancy
    .find({ kind: 'hold', expiresAt: trusted({ $lte: now }), doctorId }, { keys: 0 }, { session })
    .sort({ startsAt: 1 })
    .lean();
}

/**
 * Deletes the holds of a locked doctor that are over. That is a change of its own, with a number and a log row before
 * those of the command in whose transaction it happens: each number has one row.
 */
export async function expireHolds(
  models: Models,
  session: ClientSession,
  doctor: DoctorRecord,
  overdue: readonly HoldRecord[],
  now: Date,
): Promise<Expired> {
  if (overdue.length === 0) {
    return { doctor, count: 0 };
  }
  await models.occupancy.deleteMany({ _id: trusted({ $in: overdue.map(({ _id }) => _id) }) }, { session });
  const event = await handedOver(models, session, doctor, overdue.map(toFree));
  const seq = await appendLog(models, session, doctor, event, now);
  const context = { at: now, actor: SYSTEM, doctorId: doctor._id, seq };
  const entries = overdue.map((hold) => ({
    ...context,
    action: 'hold_expired',
    subject: { type: 'hold', id: String(hold._id) },
    facts: { startsAt: hold.startsAt.toISOString(), endsAt: hold.endsAt.toISOString() },
  }));
  await recordAudits(models, session, entries);
  return { doctor: { ...doctor, seq }, count: overdue.length };
}

const toFree = (time: HoldRecord) => ({ time, from: 'held', to: 'free' }) as const;
