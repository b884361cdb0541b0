import { AppError } from '@openslot/shared/errors/app-error';
import { explainSlot } from '@openslot/shared/slots/explain-slot';
import type { VisitParty } from '@openslot/shared/visits/transitions';
import type { ClientSession } from 'mongoose';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { VisitTypeRecord } from '../../database/models/clinic.model.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { OccupancyRecord } from '../../database/models/occupancy.model.ts';
import type { Models } from '../../database/models.ts';
import { heldToBookBy } from '../../schedule/own-hold.ts';
import { notOffered, requireOffered, requireVisitType } from '../../schedule/require-offered.ts';
import {
  type DoctorSchedule,
  type OccupiedRecord,
  readDoctorSchedule,
} from '../../schedule/schedule.repository.ts';
import { type IsOwnHold, toSlotInput } from '../../schedule/slot-input.ts';
import { offeredAt } from './claim-slot.ts';
import { visitTypeOf } from './new-appointment.ts';
import { requireRaster } from './overbook-slot.ts';

export interface MoveTarget {
  readonly visit: AppointmentRecord;
  readonly doctor: DoctorRecord;
  readonly startsAt: string;
  readonly party: VisitParty;
  readonly userId: string;
  readonly now: Date;
  /** What the mover holds with this doctor. */
  readonly hold: OccupancyRecord | null;
}

/** Whether a time is the visit's own, or kept for taking its last move back: no obstacle to moving it (BK13). */
export function isOfVisit({ _id }: Pick<AppointmentRecord, '_id'>): (time: OccupiedRecord) => boolean {
  return ({ appointmentId, undoOf }) =>
    _id.equals(appointmentId ?? '') || _id.equals(undoOf?.appointmentId ?? '');
}

/**
 * Whether a visit may move there (BK13), with its doctor locked. A patient's visit becomes what the slot offers; the
 * clinic's keeps its length with its own doctor and takes the other doctor's with another.
 * @returns the visit type as the moved visit keeps it.
 * @throws AppError `slot_taken`, `slot_not_offered`, `invalid_request`
 */
export async function decideTarget(
  models: Models,
  session: ClientSession,
  target: MoveTarget,
): Promise<AppointmentRecord['visitType']> {
  const { visit, doctor, party, hold, now } = target;
  const start = Date.parse(target.startsAt);
  const read = await readDoctorSchedule(models, doctor, { start, end: start + 1 }, session);
  const isOwn = isOfVisit(visit);
  const schedule = { ...read, occupied: read.occupied.filter((time) => !isOwn(time)) };
  const visitTypeId = String(visit.visitType.id);
  if (party === 'patient') {
    const visitType = requireVisitType(schedule, visitTypeId);
    const at = offeredAt(hold, { startsAt: target.startsAt, visitTypeId }, now);
    requireOffered(schedule, visitType, start, at, heldToBookBy(target.userId));
    return visitTypeOf(visitType);
  }
  requireRaster(target.startsAt);
  const kept = visit.doctorId.equals(doctor._id);
  const visitType = kept ? visit.visitType : visitTypeOf(requireVisitType(schedule, visitTypeId));
  requireFree(schedule, visitType, start, now, heldToBookBy(target.userId));
  return visitType;
}

/** Free and within hours; notice, booking window and grid bind patients alone. */
function requireFree(
  schedule: DoctorSchedule,
  { id, ...visitType }: AppointmentRecord['visitType'],
  start: number,
  now: Date,
  isOwn: IsOwnHold,
): void {
  if (start < now.getTime()) {
    throw new AppError('slot_not_offered', { detail: 'This time has passed.' });
  }
  const unbound: VisitTypeRecord = {
    ...visitType,
    _id: id,
    version: 0,
    active: true,
    stepMinutes: null,
    minimumNoticeMinutes: 0,
    bookingWindowDays: 0,
  };
  const day = { from: '1970-01-01', to: '1970-01-01' };
  const input = toSlotInput(schedule, unbound, day, schedule.doctor.timeZone, now.getTime(), isOwn);
  const { reasons } = explainSlot({ ...input, bookingWindowDays: null }, start);
  const [reason] = reasons.filter((code) => code !== 'OFF_GRID');
  if (reason !== undefined) {
    throw notOffered(reason);
  }
}
