import type { ChangesAnswer } from '@openslot/shared/contracts/changes';
import { trusted } from 'mongoose';
import { toChange } from '../../commands/to-change.ts';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { readDoctorRecord } from '../../schedule/schedule.repository.ts';

/** More than this is cheaper to read anew. */
const MAX_CHANGES = 200;

/**
 * The changes after `since`, without a hole, up to the doctor's seq at the time of reading. `reset` when the log does
 * not reach back that far, too much happened, or the asker claims a number that was never given.
 * @throws AppError `not_found`
 */
export async function readChanges(
  models: Models,
  clock: Clock,
  query: { readonly doctorId: string; readonly since: number },
): Promise<ChangesAnswer> {
  const doctor = await readDoctorRecord(models, query.doctorId);
  const answer = { doctorId: String(doctor._id), seq: doctor.seq, asOf: new Date(clock.now()).toISOString() };
  const missed = doctor.seq - query.since;
  if (missed === 0) {
    return { ...answer, reset: false, changes: [] };
  }
  if (missed < 0 || missed > MAX_CHANGES) {
    return { ...answer, reset: true, changes: [] };
  }
  const rows = await models.availabilityLog
    .find({ doctorId: doctor._id, seq: trusted({ $gt: query.since, $lte: doctor.seq }) })
    .sort({ seq: 1 })
    .lean();
  if (rows.length !== missed) {
    return { ...answer, reset: true, changes: [] };
  }
  return { ...answer, reset: false, changes: rows.map((row) => toChange(row, 0)) };
}
