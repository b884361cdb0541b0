import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError } from '@openslot/shared/errors/app-error';
import type { Actor } from '@openslot/shared/policies/access';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import { reachOf, slotChanged } from '../../schedule/offer-range.ts';
import { readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import { hoursOf } from '../../schedule/slot-input.ts';
import { presentVisits } from './appointment.repository.ts';
import { visitNotice } from './appointment-rooms.ts';
import { readVisit } from './read-visit.ts';

interface CancelInput {
  readonly appointmentId: string;
  readonly version: number;
  readonly reason: string | null;
}

/**
 * Cancels a visit that has not begun and offers its time again.
 * @throws AppError `not_found` (also for visits the actor may not see), `stale_version`, `illegal_transition`.
 */
export async function cancelAppointment(
  deps: CommandDeps,
  context: CommandContext,
  actor: Actor,
  input: CancelInput,
): Promise<Committed<Appointment>> {
  const { models } = deps;
  const seen = await readVisit(models, actor, input.appointmentId);
  const byPatient = seen.patientUserId === context.actor.userId;
  return runDoctorCommand(
    deps,
    context,
    { doctorId: seen.record.doctorId },
    async ({ session, doctor, now }) => {
      const current = await models.appointments.findById(seen.record._id, null, { session }).lean();
      const record = requireCancellable(current, input, now);
      const cancelled: AppointmentRecord = {
        ...record,
        status: 'cancelled',
        version: record.version + 1,
        cancelledAt: now,
        cancelledBy: byPatient ? 'patient' : 'clinic',
        cancelReason: input.reason,
      };
      await models.appointments.replaceOne({ _id: record._id, version: record.version }, cancelled, {
        session,
      });
      await models.occupancy.deleteOne({ appointmentId: record._id }, { session });
      const [appointment] = await presentVisits(models, [cancelled], session);
      if (appointment === undefined) {
        throw new Error('a cancelled appointment must be presentable');
      }
      const time = { start: record.startsAt.getTime(), end: record.endsAt.getTime() };
      const schedule = await readDoctorSchedule(models, doctor, time, session);
      const change = { ...time, previousStatus: 'booked', newStatus: 'free' } as const;
      const { patientUserId } = seen;
      return {
        result: appointment,
        event: slotChanged(change, hoursOf(schedule), reachOf(schedule, record.visitType)),
        notices: [
          visitNotice({
            id: appointment.id,
            version: cancelled.version,
            doctorId: appointment.doctorId,
            patientUserId,
          }),
        ],
        audit: {
          action: 'appointment_cancelled',
          subject: { type: 'appointment', id: appointment.id },
          facts: { startsAt: appointment.startsAt, endsAt: appointment.endsAt, by: cancelled.cancelledBy },
          text: input.reason,
        },
      };
    },
  );
}

function requireCancellable(
  current: AppointmentRecord | null,
  input: CancelInput,
  now: Date,
): AppointmentRecord {
  if (current === null) {
    throw new AppError('not_found');
  }
  if (current.status !== 'confirmed') {
    throw new AppError('illegal_transition', { detail: 'This visit was cancelled already.' });
  }
  if (current.startsAt.getTime() <= now.getTime()) {
    throw new AppError('illegal_transition', {
      detail: 'This visit has begun and can no longer be cancelled.',
    });
  }
  if (current.version !== input.version) {
    throw new AppError('stale_version', {
      extra: { current: { version: current.version, status: current.status } },
    });
  }
  return current;
}
