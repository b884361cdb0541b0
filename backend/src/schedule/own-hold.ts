import type { ClientSession, Types } from 'mongoose';
import type { OccupancyRecord } from '../database/models/occupancy.model.ts';
import type { Models } from '../database/models.ts';
import type { HoldRecord } from './locked-schedule.ts';
import { holderKey } from './occupancy-keys.ts';
import type { IsOwnHold } from './slot-input.ts';

/** Whether a time is held for this person to book it; what is kept for an undo is not. */
export function heldToBookBy(userId: string | null): IsOwnHold {
  return ({ purpose, heldBy }) => purpose === 'booking' && heldBy !== null && String(heldBy) === userId;
}

/** Whether a time is this very hold, and of this person. */
export function isHoldOf(userId: string, holdId: string): IsOwnHold {
  const isOwn = heldToBookBy(userId);
  return (time) => String(time._id) === holdId && isOwn(time);
}

/** The hold that a person has among those of a locked doctor; the index allows one (BK3). */
export function ownHoldIn(holds: readonly HoldRecord[], userId: string | null): HoldRecord | null {
  return holds.find(heldToBookBy(userId)) ?? null;
}

/** As {@link ownHoldIn}, from the database. */
export function findOwnHold(
  models: Models,
  session: ClientSession,
  userId: string,
  doctorId: Types.ObjectId,
): Promise<OccupancyRecord | null> {
  return models.occupancy.findOne({ keys: holderKey(userId, String(doctorId)) }, null, { session }).lean();
}
