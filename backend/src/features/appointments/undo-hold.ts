import { UNDO_SECONDS } from '@openslot/shared/contracts/moves';
import { type ClientSession, Types, trusted } from 'mongoose';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { OccupancyRecord } from '../../database/models/occupancy.model.ts';
import type { Models } from '../../database/models.ts';
import { insertOccupied } from '../../schedule/insert-occupied.ts';
import { doctorKeys } from '../../schedule/occupancy-keys.ts';

interface Moved {
  readonly before: AppointmentRecord;
  readonly after: AppointmentRecord;
  /** The lane that the visit left. */
  readonly lane: number;
  readonly userId: string;
  readonly now: Date;
}

/**
 * Keeps the time that a visit left for whoever moved it, for as long as they can take the move back (BK14). Where the
 * visit now covers a part of its old time the rest is kept, or its beginning where there are two rests.
 * @returns null when nothing is left to keep: such a move cannot be taken back.
 */
export async function keepForUndo(
  models: Models,
  session: ClientSession,
  { before, after, lane, userId, now }: Moved,
): Promise<OccupancyRecord | null> {
  const rest = restOf(before, after);
  if (rest === null) {
    return null;
  }
  const { startsAt, endsAt, timeZone, visitType, doctorId } = before;
  const { bufferBeforeMinutes, bufferAfterMinutes } = visitType;
  const hold: OccupancyRecord = {
    _id: new Types.ObjectId(),
    kind: 'hold',
    doctorId,
    patientId: null,
    appointmentId: null,
    startsAt: new Date(rest.start),
    endsAt: new Date(rest.end),
    bufferBeforeMinutes,
    bufferAfterMinutes,
    lane,
    keys: doctorKeys(String(doctorId), rest.start, rest.end, lane),
    expiresAt: new Date(now.getTime() + UNDO_SECONDS * 1_000),
    heldBy: new Types.ObjectId(userId),
    sessionId: null,
    socketSeenAt: null,
    visitTypeId: null,
    heldAt: now,
    renewals: 0,
    purpose: 'undo',
    undoOf: { appointmentId: before._id, version: after.version, startsAt, endsAt, timeZone, visitType },
  };
  await insertOccupied(models, session, hold);
  return hold;
}

/** What is left of the old time. With another doctor, or in another lane, that is all of it. */
function restOf(before: AppointmentRecord, after: AppointmentRecord): { start: number; end: number } | null {
  const [start, end] = [before.startsAt.getTime(), before.endsAt.getTime()];
  const [from, to] = [after.startsAt.getTime(), after.endsAt.getTime()];
  if (!before.doctorId.equals(after.doctorId) || to <= start || end <= from) {
    return { start, end };
  }
  if (start < from) {
    return { start, end: from };
  }
  return to < end ? { start: to, end } : null;
}

/** The times kept for taking moves of this visit back, over or not. */
export function findUndoHolds(
  models: Models,
  session: ClientSession | null,
  appointmentId: Types.ObjectId,
): Promise<OccupancyRecord[]> {
  return models.occupancy
    .find(
      {
        kind: 'hold',
        expiresAt: trusted({ $gt: new Date(0) }),
        'undoOf.appointmentId': appointmentId,
      },
      null,
      { session },
    )
    .lean();
}
