import type { ChangesAnswer } from '@openslot/shared/contracts/changes';
import { AppError } from '@openslot/shared/errors/app-error';
import { trusted } from 'mongoose';
import { toChange } from '../../commands/to-change.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { AvailabilityLogRecord } from '../../database/models/log.model.ts';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { keptDoctors } from '../../schedule/kept-doctors.ts';

/** More than this is cheaper to read anew. */
const MAX_CHANGES = 200;
/** In one answer about several doctors; those who come after it are to be read anew. */
const MAX_CHANGES_TOGETHER = 1000;

interface Asked {
  readonly doctorId: string;
  readonly since: number;
}

/**
 * The changes after `since`, without a hole, up to the doctor's seq at the time of reading. `reset` when the log does
 * not reach back that far, too much happened, or the asker claims a number that was never given.
 * @throws AppError `not_found`
 */
export async function readChanges(models: Models, clock: Clock, query: Asked): Promise<ChangesAnswer> {
  const [answer] = await readChangesOfMany(models, clock, [query]);
  if (answer === undefined) {
    throw new AppError('not_found');
  }
  return answer;
}

/** The same for several doctors, in two queries whatever their number; who is not known is absent. */
export async function readChangesOfMany(
  models: Models,
  clock: Clock,
  queries: readonly Asked[],
): Promise<ChangesAnswer[]> {
  const doctors = await keptDoctors(models)(queries.map(({ doctorId }) => doctorId));
  const asked = queries.flatMap(({ doctorId, since }) => {
    const doctor = doctors.get(doctorId);
    return doctor === undefined ? [] : [{ doctor, since }];
  });
  const rows = await readRows(models, withinLimits(asked));
  const asOf = new Date(clock.now()).toISOString();
  return asked.map(({ doctor, since }) => {
    const doctorId = String(doctor._id);
    const found = rows.get(doctorId) ?? [];
    const reset = found.length !== doctor.seq - since;
    return {
      doctorId,
      seq: doctor.seq,
      asOf,
      reset,
      changes: reset ? [] : found.map((row) => toChange(row, 0)),
    };
  });
}

interface AskedDoctor {
  readonly doctor: DoctorRecord;
  readonly since: number;
}

/** Those of whom there is something to read, and not too much. */
function withinLimits(asked: readonly AskedDoctor[]): AskedDoctor[] {
  let room = MAX_CHANGES_TOGETHER;
  return asked.filter(({ doctor, since }) => {
    const missed = doctor.seq - since;
    const fits = missed > 0 && missed <= Math.min(MAX_CHANGES, room);
    room -= fits ? missed : 0;
    return fits;
  });
}

/** In order, by doctor. */
async function readRows(
  models: Models,
  asked: readonly AskedDoctor[],
): Promise<ReadonlyMap<string, AvailabilityLogRecord[]>> {
  if (asked.length === 0) {
    return new Map();
  }
  const ranges = asked.map(({ doctor, since }) => ({
    doctorId: doctor._id,
    seq: trusted({ $gt: since, $lte: doctor.seq }),
  }));
  const rows = await models.availabilityLog.find({ $or: ranges }).sort({ doctorId: 1, seq: 1 }).lean();
  const byDoctor = new Map<string, AvailabilityLogRecord[]>();
  for (const row of rows) {
    const doctorId = String(row.doctorId);
    byDoctor.set(doctorId, [...(byDoctor.get(doctorId) ?? []), row]);
  }
  return byDoctor;
}
