import { Types, trusted } from 'mongoose';
import type { OccupancyRecord } from '../../database/models/occupancy.model.ts';
import type { Models } from '../../database/models.ts';
import { holdPlaces } from '../../schedule/occupancy-keys.ts';

/** What every hold is found by, through the index of holds. */
const HOLD = { kind: 'hold', purpose: 'booking' } as const;

/** The holds a person has, over or not, by start. */
export function findHoldsOf(models: Models, userId: string): Promise<OccupancyRecord[]> {
  return models.occupancy
    .find({ keys: trusted({ $in: [...holdPlaces(userId)] }) })
    .sort({ startsAt: 1 })
    .lean();
}

/** A hold by its id, whoever has it. */
export function findHold(models: Models, holdId: string): Promise<OccupancyRecord | null> {
  return models.occupancy.findOne({ _id: new Types.ObjectId(holdId), ...HOLD }).lean();
}

/** Every hold there is, also those for an undo and those that are over. There are never many. */
export function findAllHolds(models: Models): Promise<OccupancyRecord[]> {
  return models.occupancy.find({ kind: 'hold', expiresAt: trusted({ $gt: new Date(0) }) }).lean();
}

/** The holds for booking that a sign-in has. */
export async function findHoldsOfSession(models: Models, sessionId: string): Promise<OccupancyRecord[]> {
  const holds = await findAllHolds(models);
  return holds.filter((hold) => hold.purpose === 'booking' && hold.sessionId === sessionId);
}
