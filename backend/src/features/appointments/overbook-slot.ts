import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { type ClientSession, type Types, trusted } from 'mongoose';
import type { CommandContext, DoctorOutcome, DoctorTransaction } from '../../commands/doctor-command.ts';
import type { Models } from '../../database/models.ts';
import { findOwnHold } from '../../schedule/own-hold.ts';
import { requireVisitType } from '../../schedule/require-offered.ts';
import { readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import { booked, bookingEvent, type ClaimInput } from './claim-slot.ts';
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
  { session, doctor, now }: DoctorTransaction,
  input: Omit<ClaimInput, 'maxUpcoming'> & { readonly reason: string },
): Promise<DoctorOutcome<Appointment>> {
  const { userId } = context.actor;
  const start = requireRaster(input.startsAt);
  const schedule = await readDoctorSchedule(models, doctor, { start, end: start + 1 }, session);
  const visitType = requireVisitType(schedule, input.visitTypeId);
  const record = newAppointment(doctor, visitType, context, input, now);
  if (record.endsAt <= now) {
    throw new AppError('slot_not_offered', { detail: 'This time has passed.' });
  }
  const hold = userId === null ? null : await findOwnHold(models, session, userId, doctor._id);
  if (hold !== null) {
    await models.occupancy.deleteOne({ _id: hold._id }, { session });
  }
  const lane = await freeLane(models, session, doctor._id, record);
  await occupy(models, session, record, lane);
  await models.appointments.create([record], { session });
  return {
    ...(await booked(models, session, record, doctor)),
    event: await bookingEvent(models, session, schedule, record, hold, lane === 0 ? 'free' : 'booked'),
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

/** The first lane of a locked doctor in which `[startsAt, endsAt)` is free; 0 when nothing is there at all. */
async function freeLane(
  models: Models,
  session: ClientSession,
  doctorId: Types.ObjectId,
  { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date },
): Promise<number> {
  const there = await models.occupancy
    .find(
      { doctorId, startsAt: trusted({ $lt: endsAt }), endsAt: trusted({ $gt: startsAt }) },
      { lane: 1 },
      { session },
    )
    .lean();
  const taken = new Set(there.map(({ lane }) => lane ?? 0));
  let lane = 0;
  while (taken.has(lane)) {
    lane += 1;
  }
  return lane;
}
