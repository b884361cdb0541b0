import { type ClientSession, Types } from 'mongoose';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { OccupancyRecord } from '../../database/models/occupancy.model.ts';
import type { Models } from '../../database/models.ts';
import { insertOccupied } from '../../schedule/insert-occupied.ts';
import { doctorKeys, patientKeys } from '../../schedule/occupancy-keys.ts';

/**
 * Takes the time of a visit, of its doctor and of its patient (BK9).
 * @throws a duplicate key of the database when either is not free, see `overlapRefusal`.
 */
export async function occupy(
  models: Models,
  session: ClientSession,
  visit: AppointmentRecord,
  lane = 0,
): Promise<void> {
  const [start, end] = [visit.startsAt.getTime(), visit.endsAt.getTime()];
  const ofPatient = patientKeys(String(visit.patientId), start, end);
  const { bufferBeforeMinutes, bufferAfterMinutes } = visit.visitType;
  const record: OccupancyRecord = {
    _id: new Types.ObjectId(),
    kind: 'appointment',
    doctorId: visit.doctorId,
    patientId: visit.patientId,
    appointmentId: visit._id,
    startsAt: visit.startsAt,
    endsAt: visit.endsAt,
    bufferBeforeMinutes,
    bufferAfterMinutes,
    lane,
    keys: [...doctorKeys(String(visit.doctorId), start, end, lane), ...ofPatient],
    expiresAt: null,
    heldBy: null,
    sessionId: null,
    socketSeenAt: null,
    visitTypeId: null,
    heldAt: null,
    renewals: 0,
    purpose: null,
    undoOf: null,
  };
  await insertOccupied(models, session, record);
}
