import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError } from '@openslot/shared/errors/app-error';
import type { EpochMs } from '@openslot/shared/time/zone';
import { type ClientSession, Types, trusted } from 'mongoose';
import type { CommandContext, DoctorOutcome, DoctorTransaction } from '../../commands/doctor-command.ts';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { OfferEvent } from '../../database/models/log.model.ts';
import type { OccupancyRecord } from '../../database/models/occupancy.model.ts';
import type { Models } from '../../database/models.ts';
import { handedOver } from '../../schedule/hand-over.ts';
import { reachOf, slotChanged } from '../../schedule/offer-range.ts';
import { findOwnHold, heldToBookBy } from '../../schedule/own-hold.ts';
import { requireOffered, requireVisitType } from '../../schedule/require-offered.ts';
import { type DoctorSchedule, readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import { hoursOf } from '../../schedule/slot-input.ts';
import { presentAppointment } from './appointment.presenter.ts';
import { visitNotice } from './appointment-rooms.ts';
import { newAppointment } from './new-appointment.ts';
import { occupy } from './occupy.ts';
import { peopleOfPatient } from './visit-people.ts';

export interface ClaimInput {
  readonly visitTypeId: string;
  readonly startsAt: string;
  readonly patientId: string;
  readonly note: string;
  /** How many coming visits the patient may have, this one included; null: any number. */
  readonly maxUpcoming: number | null;
}

/**
 * The work of a booking, with its doctor and its patient locked: decides by the slot engine, takes the booker's hold
 * or the free time, and makes the visit.
 * @throws AppError `slot_taken`, `slot_not_offered`, `patient_busy`, `patient_limit`
 */
export async function claimSlot(
  models: Models,
  context: CommandContext,
  { session, doctor, now }: DoctorTransaction,
  input: ClaimInput,
): Promise<DoctorOutcome<Appointment>> {
  const { userId } = context.actor;
  const start = Date.parse(input.startsAt);
  const schedule = await readDoctorSchedule(models, doctor, { start, end: start + 1 }, session);
  const visitType = requireVisitType(schedule, input.visitTypeId);
  const hold = userId === null ? null : await findOwnHold(models, session, userId, doctor._id);
  requireOffered(schedule, visitType, start, offeredAt(hold, input, now), heldToBookBy(userId));
  await requireRoom(models, session, input, now);
  if (hold !== null) {
    await models.occupancy.deleteOne({ _id: hold._id }, { session });
  }
  const record = newAppointment(doctor, visitType, context, input, now);
  await occupy(models, session, record);
  await models.appointments.create([record], { session });
  return {
    ...(await booked(models, session, record, doctor)),
    event: await bookingEvent(models, session, schedule, record, hold),
    audit: {
      action: 'appointment_booked',
      subject: { type: 'appointment', id: String(record._id) },
      facts: {
        startsAt: record.startsAt.toISOString(),
        endsAt: record.endsAt.toISOString(),
        visitTypeId: input.visitTypeId,
        ...(hold !== null && { holdId: String(hold._id) }),
      },
    },
  };
}

/**
 * When the slot must be offered: now, or, for a live hold of this very slot, when it was held. What was kept for
 * somebody does not become too soon while they fill in a form (BK8); it must not have begun.
 */
export function offeredAt(
  hold: OccupancyRecord | null,
  input: Pick<ClaimInput, 'startsAt' | 'visitTypeId'>,
  now: Date,
): EpochMs {
  const start = Date.parse(input.startsAt);
  const isHeld = hold?.startsAt.getTime() === start && String(hold.visitTypeId) === input.visitTypeId;
  return isHeld && hold.heldAt && start >= now.getTime() ? hold.heldAt.getTime() : now.getTime();
}

/** BK12, decided while the patient is locked. @throws AppError `patient_limit` */
async function requireRoom(
  models: Models,
  session: ClientSession,
  { patientId, maxUpcoming }: ClaimInput,
  now: Date,
): Promise<void> {
  if (maxUpcoming === null) {
    return;
  }
  const upcoming = await models.appointments
    .countDocuments({
      patientId: new Types.ObjectId(patientId),
      status: trusted({ $in: ['requested', 'confirmed'] }),
      startsAt: trusted({ $gt: now }),
    })
    .session(session);
  if (upcoming >= maxUpcoming) {
    throw new AppError('patient_limit', {
      detail: `One person can have ${maxUpcoming} coming ${maxUpcoming === 1 ? 'visit' : 'visits'} here at a time. When one is over or cancelled the next can be booked; the front desk can help sooner.`,
      extra: { limit: maxUpcoming },
    });
  }
}

/** The answer to a booking, and whom it is told. */
export async function booked(
  models: Models,
  session: ClientSession,
  record: AppointmentRecord,
  doctor: DoctorRecord,
): Promise<Pick<DoctorOutcome<Appointment>, 'result' | 'notices'>> {
  const patient = await peopleOfPatient(models, record.patientId, session);
  const result = presentAppointment(record, { doctor, patient, history: null });
  const { id, version, doctorId } = result;
  return { result, notices: [visitNotice({ id, version, doctorId, patientUserIds: patient.userIds })] };
}

/** What watchers hear of a booking: the time itself, and that of the booker's hold when it was another. */
export async function bookingEvent(
  models: Models,
  session: ClientSession,
  schedule: DoctorSchedule,
  record: AppointmentRecord,
  hold: OccupancyRecord | null,
  previously: 'free' | 'booked' = 'free',
): Promise<OfferEvent> {
  const [start, end] = [record.startsAt.getTime(), record.endsAt.getTime()];
  const isSameTime = hold?.startsAt.getTime() === start && hold.endsAt.getTime() === end;
  if (hold === null || isSameTime) {
    const previousStatus = hold === null ? previously : 'held';
    return slotChanged(
      { start, end, previousStatus, newStatus: 'booked' },
      hoursOf(schedule),
      reachOf(schedule, hold ?? undefined),
    );
  }
  const visit = { startsAt: record.startsAt, endsAt: record.endsAt, ...record.visitType };
  return handedOver(models, session, schedule.doctor, [
    { time: hold, from: 'held', to: 'free' },
    { time: visit, from: previously, to: 'booked' },
  ]);
}
