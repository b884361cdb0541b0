import { type ClientSession, trusted } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { OccupancyRecord } from '../database/models/occupancy.model.ts';
import type { Models } from '../database/models.ts';
import { handedOver } from '../schedule/hand-over.ts';
import { appendLog } from './append-log.ts';
import { recordAudit } from './audit.ts';

const SYSTEM = { userId: null, role: 'system' } as const;

export interface Expired {
  /** As it is afterwards. */
  readonly doctor: DoctorRecord;
  readonly count: number;
}

/**
 * Deletes the holds of a locked doctor that are over. That is a change of its own, with a number and a log row before
 * those of the command in whose transaction it happens: each number has one row.
 */
export async function expireHolds(
  models: Models,
  session: ClientSession,
  doctor: DoctorRecord,
  now: Date,
): Promise<Expired> {
  const overdue = await models.occupancy
    .find({ kind: 'hold', expiresAt: trusted({ $lte: now }), doctorId: doctor._id }, null, { session })
    .sort({ startsAt: 1 })
    .lean();
  if (overdue.length === 0) {
    return { doctor, count: 0 };
  }
  await models.occupancy.deleteMany({ _id: trusted({ $in: overdue.map(({ _id }) => _id) }) }, { session });
  const event = await handedOver(models, session, doctor, overdue.map(toFree));
  const seq = await appendLog(models, session, doctor, event, now);
  for (const hold of overdue) {
    await recordAudit(
      models,
      session,
      { at: now, actor: SYSTEM, doctorId: doctor._id, seq },
      {
        action: 'hold_expired',
        subject: { type: 'hold', id: String(hold._id) },
        facts: { startsAt: hold.startsAt.toISOString(), endsAt: hold.endsAt.toISOString() },
      },
    );
  }
  return { doctor: { ...doctor, seq }, count: overdue.length };
}

const toFree = (time: OccupancyRecord) => ({ time, from: 'held', to: 'free' }) as const;
