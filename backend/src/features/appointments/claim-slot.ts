import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError } from '@openslot/shared/errors/app-error';
import type { EpochMs } from '@openslot/shared/time/zone';
import { trusted } from 'mongoose';
import type { CommandContext, DoctorOutcome, SlotTransaction } from '../../commands/doctor-command.ts';
import { deleteRecord, insertRecords } from '../../database/insert-records.ts';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { OfferEvent } from '../../database/models/log.model.ts';
import type { PatientRecord } from '../../database/models/patient.model.ts';
import type { Models } from '../../database/models.ts';
import { handedOver } from '../../schedule/hand-over.ts';
import type { HoldRecord } from '../../schedule/locked-schedule.ts';
import { reachOf, slotChanged } from '../../schedule/offer-range.ts';
import { heldToBookBy, ownHoldIn } from '../../schedule/own-hold.ts';
import { requireOffered, requireVisitType } from '../../schedule/require-offered.ts';
import { hoursOf } from '../../schedule/slot-input.ts';
import { presentAppointment } from './appointment.presenter.ts';
import { visitNotice } from './appointment-rooms.ts';
import { newAppointment } from './new-appointment.ts';
import { occupy } from './occupy.ts';

export interface ClaimInput {
  readonly visitTypeId: string;
  readonly startsAt: string;
  readonly note: string;
}

/** The doctor, the schedule around the time, and the patient, locked. */
export interface BookingTransaction extends SlotTransaction {
  readonly patient: PatientRecord;
}

/**
 * The work of a booking, with its doctor and its patient locked: decides by the slot engine, takes the booker's hold
 * or the free time, and makes the visit.
 * @throws AppError `slot_taken`, `slot_not_offered`, `patient_busy`, `patient_limit`
 */
export async function claimSlot(
  models: Models,
  context: CommandContext,
  transaction: BookingTransaction,
  input: ClaimInput,
): Promise<DoctorOutcome<Appointment>> {
  const { session, doctor, patient, schedule, now } = transaction;
  const { userId } = context.actor;
  const visitType = requireVisitType(schedule, input.visitTypeId);
  const hold = ownHoldIn(schedule.holds, userId);
  const at = offeredAt(hold, input, now);
  requireOffered(schedule, visitType, Date.parse(input.startsAt), at, heldToBookBy(userId));
  await requireRoom(models, context, transaction);
  if (hold !== null) {
    await deleteRecord(models.occupancy, session, hold._id);
  }
  const record = newAppointment(doctor, visitType, context, { ...input, patientId: patient._id }, now);
  await occupy(models, session, record);
  await insertRecords(models.appointments, session, [record]);
  return {
    ...booked(record, transaction),
    event: await bookingEvent(models, transaction, record, hold),
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
  hold: Pick<HoldRecord, 'startsAt' | 'visitTypeId' | 'heldAt'> | null,
  input: Pick<ClaimInput, 'startsAt' | 'visitTypeId'>,
  now: Date,
): EpochMs {
  const start = Date.parse(input.startsAt);
  const isHeld = hold?.startsAt.getTime() === start && String(hold.visitTypeId) === input.visitTypeId;
  return isHeld && hold.heldAt && start >= now.getTime() ? hold.heldAt.getTime() : now.getTime();
}

/** BK12, decided while the patient is locked; staff are not limited. @throws AppError `patient_limit` */
async function requireRoom(
  models: Models,
  { actor }: CommandContext,
  { session, patient, schedule, now }: BookingTransaction,
): Promise<void> {
  const limit = actor.role === 'patient' ? schedule.settings.maxUpcomingPerPatient : null;
  if (limit === null) {
    return;
  }
  const upcoming = await models.appointments
    .countDocuments({
      patientId: patient._id,
      status: trusted({ $in: ['requested', 'confirmed'] }),
      startsAt: trusted({ $gt: now }),
    })
    .session(session);
  if (upcoming >= limit) {
    throw new AppError('patient_limit', {
      detail: `One person can have ${limit} coming ${limit === 1 ? 'visit' : 'visits'} here at a time. When one is over or cancelled the next can be booked; the front desk can help sooner.`,
      extra: { limit },
    });
  }
}

/** The answer to a booking, and whom it is told. */
export function booked(
  record: AppointmentRecord,
  { doctor, patient, schedule }: BookingTransaction,
): Pick<DoctorOutcome<Appointment>, 'result' | 'notices'> {
  const result = presentAppointment(record, { doctor, patient, history: null });
  const { id, version, doctorId } = result;
  const userIds = [...(patient.userId ? [patient.userId] : []), ...schedule.guardians];
  const notice = visitNotice({ id, version, doctorId, patientUserIds: userIds.map(String) });
  return { result, notices: [notice] };
}

/** What watchers hear of a booking: the time itself, and that of the booker's hold when it was another. */
export async function bookingEvent(
  models: Models,
  { session, schedule }: SlotTransaction,
  record: AppointmentRecord,
  hold: HoldRecord | null,
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
