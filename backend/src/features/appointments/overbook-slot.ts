import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import type { CommandContext, DoctorOutcome } from '../../commands/doctor-command.ts';
import { deleteRecord, insertRecords } from '../../database/insert-records.ts';
import type { Models } from '../../database/models.ts';
import type { LockedSchedule } from '../../schedule/locked-schedule.ts';
import { ownHoldIn } from '../../schedule/own-hold.ts';
import { requireVisitType } from '../../schedule/require-offered.ts';
import { type BookingTransaction, booked, bookingEvent, type ClaimInput } from './claim-slot.ts';
import { newAppointment } from './new-appointment.ts';
import { occupy } from './occupy.ts';

const RASTER_MS = 5 * 60_000;

/**
 * The work of a deliberate overbooking (BK15): the slot engine is not asked, the visit takes the doctor's next lane in
 * which the time is free. The patient must be free all the same.
 * @throws AppError `patient_busy`, `slot_not_offered` for another kind of visit or a time that is over.
 */
export async function overbookSlot(
  models: Models,
  context: CommandContext,
  transaction: BookingTransaction,
  input: ClaimInput & { readonly reason: string },
): Promise<DoctorOutcome<Appointment>> {
  const { session, doctor, patient, schedule, now } = transaction;
  requireRaster(input.startsAt);
  const visitType = requireVisitType(schedule, input.visitTypeId);
  const record = newAppointment(doctor, visitType, context, { ...input, patientId: patient._id }, now);
  if (record.endsAt <= now) {
    throw new AppError('slot_not_offered', { detail: 'This time has passed.' });
  }
  const hold = ownHoldIn(schedule.holds, context.actor.userId);
  if (hold !== null) {
    await deleteRecord(models.occupancy, session, hold._id);
  }
  const others = schedule.occupied.filter(({ _id }) => !(hold && _id.equals(hold._id)));
  const lane = freeLane(others, record);
  await occupy(models, session, record, lane);
  await insertRecords(models.appointments, session, [record]);
  return {
    ...booked(record, transaction),
    event: await bookingEvent(models, transaction, record, hold, lane === 0 ? 'free' : 'booked'),
    audit: {
      action: 'appointment_overbooked',
      subject: { type: 'appointment', id: String(record._id) },
      facts: {
        startsAt: record.startsAt.toISOString(),
        endsAt: record.endsAt.toISOString(),
        visitTypeId: input.visitTypeId,
        lane,
      },
      text: input.reason,
    },
  };
}

/** Where no grid says when a visit may start, the cells of occupied time do. @throws AppError `invalid_request` */
export function requireRaster(startsAt: string): number {
  const start = Date.parse(startsAt);
  if (start % RASTER_MS !== 0) {
    throw invalidField('/startsAt', 'must be a multiple of 5 minutes');
  }
  return start;
}

/** The first lane in which `[startsAt, endsAt)` is free of these times; 0 when nothing is there at all. */
function freeLane(
  occupied: LockedSchedule['occupied'],
  { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date },
): number {
  const there = occupied.filter((time) => time.startsAt < endsAt && time.endsAt > startsAt);
  const taken = new Set(there.map(({ lane }) => lane ?? 0));
  let lane = 0;
  while (taken.has(lane)) {
    lane += 1;
  }
  return lane;
}
