import { statusWhenBooked } from '@openslot/shared/visits/transitions';
import { Types } from 'mongoose';
import type { CommandContext } from '../../commands/doctor-command.ts';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { VisitTypeRecord } from '../../database/models/clinic.model.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';

interface NewVisit {
  readonly patientId: Types.ObjectId;
  readonly startsAt: string;
  readonly note: string;
}

/** What is kept of a visit type with each visit of it: later changes of the type leave the visit as it is. */
export function visitTypeOf(visitType: VisitTypeRecord): AppointmentRecord['visitType'] {
  const { _id, name, mode, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes } = visitType;
  return {
    id: _id,
    name,
    mode,
    durationMinutes,
    bufferBeforeMinutes,
    bufferAfterMinutes,
    cancellationCutoffMinutes: visitType.cancellationCutoffMinutes ?? 0,
  };
}

/** A visit as it is booked; nothing is written yet. */
export function newAppointment(
  doctor: DoctorRecord,
  visitType: VisitTypeRecord,
  { actor }: CommandContext,
  { patientId, startsAt, note }: NewVisit,
  now: Date,
): AppointmentRecord {
  const start = Date.parse(startsAt);
  const party = actor.role === 'patient' ? 'patient' : 'clinic';
  return {
    _id: new Types.ObjectId(),
    doctorId: doctor._id,
    patientId,
    bookedBy: new Types.ObjectId(actor.userId ?? undefined),
    visitType: visitTypeOf(visitType),
    startsAt: new Date(start),
    endsAt: new Date(start + visitType.durationMinutes * 60_000),
    timeZone: doctor.timeZone,
    status: statusWhenBooked(visitType.needsApproval ?? false, party),
    statusAt: now,
    version: 1,
    note,
    createdAt: now,
    cancelledAt: null,
    cancelledBy: null,
    cancelReason: null,
    declined: false,
    lateCancellation: false,
  };
}
