import { AppError } from '@openslot/shared/errors/app-error';
import { trusted } from 'mongoose';
import type { OccupancyRecord } from '../database/models/occupancy.model.ts';
import type { Models } from '../database/models.ts';
import type { Clock } from '../lib/clock.ts';
import { keptSchedules } from './kept-schedules.ts';
import { doctorKeys } from './occupancy-keys.ts';
import { heldToBookBy } from './own-hold.ts';
import { readClinicRevision } from './schedule.repository.ts';
import { offeredVisitType } from './slot-input.ts';

interface WantedTime {
  readonly doctorId: string;
  readonly visitTypeId: string;
  readonly startsAt: string;
  readonly userId: string | null;
}

interface Seen {
  readonly time: OccupancyRecord;
  /** When it was certainly there: after this, by the clock of the process. */
  readonly after: number;
}

/** Nobody waits longer than seconds; what was seen before that is of no use. */
const MAX_SEEN = 2_000;
const seenOf = new WeakMap<Models, Map<string, Seen>>();

/**
 * For somebody who has to wait for their turn: finds out meanwhile how long the visit would take.
 * @returns what looks, at their turn, whether the time is still free; it throws AppError `slot_taken`. That spares most
 * losers of a race the transaction, which decides for the others. What one of them has seen holds for all who were
 * waiting then: they all lost at that moment.
 */
export function lookAtTime(
  { models, clock }: { readonly models: Models; readonly clock: Clock },
  wanted: WantedTime,
): () => Promise<void> {
  const asked = performance.now();
  // What cannot be found out is for the transaction to say.
  const keys = keysOf(models, wanted).catch(() => []);
  const isOwn = heldToBookBy(wanted.userId);
  const seen = seenOf.get(models) ?? new Map<string, Seen>();
  seenOf.set(models, seen);
  return async () => {
    const known = (await keys).flatMap((key) => seen.get(key) ?? []);
    if (known.some(({ time, after }) => after >= asked && !isOwn(time))) {
      throw new AppError('slot_taken');
    }
    const there = await findLive(models, clock, await keys, seen);
    if (there.some((time) => !isOwn(time))) {
      throw new AppError('slot_taken');
    }
  };
}

/** The times that have any of these keys and are not over; notes that they were there. */
async function findLive(
  models: Models,
  clock: Clock,
  keys: readonly string[],
  seen: Map<string, Seen>,
): Promise<OccupancyRecord[]> {
  const after = performance.now();
  const found = await models.occupancy.find({ keys: trusted({ $in: [...keys] }) }).lean();
  const live = found.filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > clock.now());
  for (const time of live) {
    for (const key of time.keys) {
      seen.delete(key);
      seen.set(key, { time, after });
    }
  }
  for (const oldest of [...seen.keys()].slice(0, -MAX_SEEN)) {
    seen.delete(oldest);
  }
  return live;
}

async function keysOf(models: Models, { doctorId, visitTypeId, startsAt }: WantedTime): Promise<string[]> {
  const doctor = await keptSchedules(models).readDoctor(doctorId);
  if (doctor === undefined) {
    return [];
  }
  const revision = await readClinicRevision(models, doctor.clinicRev);
  const start = Date.parse(startsAt);
  const minutes = offeredVisitType({ doctor, revision }, visitTypeId)?.durationMinutes ?? 0;
  return doctorKeys(doctorId, start, start + minutes * 60_000);
}
