import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError } from '@openslot/shared/errors/app-error';
import type { Actor } from '@openslot/shared/policies/access';
import {
  type CommandContext,
  type CommandDeps,
  type DoctorsOutcome,
  type DoctorsTransaction,
  runDoctorsCommand,
} from '../../commands/doctors-command.ts';
import { answerOnce, type IdempotentRequest, storeAnswer } from '../../commands/idempotency.ts';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { OccupancyRecord, UndoRecord } from '../../database/models/occupancy.model.ts';
import type { Models } from '../../database/models.ts';
import { overlapRefusal } from '../../schedule/overlap-refusal.ts';
import { readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import { requireMovable } from './movable.ts';
import { tellOfMove } from './move-notice.ts';
import { readVisit } from './read-visit.ts';
import {
  type DoctorHandOver,
  eventsOf,
  lockedDoctor,
  type Relocated,
  relocate,
  relocated,
  timeOf,
} from './relocate.ts';
import { findUndoHolds } from './undo-hold.ts';

interface UndoInput {
  readonly appointmentId: string;
  /** Of the moved visit. */
  readonly version: number;
}

interface Undoer {
  readonly actor: Actor;
  readonly patientUserIds: readonly string[];
}

/** A hold that knows what the visit was before. */
type UndoHold = OccupancyRecord & { readonly undoOf: UndoRecord };

/**
 * Takes a move back (BK14), for whoever made it and as long as the old time is held for them. What happened to the visit
 * since then makes it too late.
 * @throws AppError `not_found`, `undo_expired`, `stale_version`, `illegal_transition`, `patient_busy`, `slot_taken`,
 * `slot_not_offered`, `idempotency_key_reused`.
 */
export function undoMove(
  deps: CommandDeps,
  context: CommandContext,
  actor: Actor,
  input: UndoInput,
  request: IdempotentRequest,
): Promise<{ readonly appointment: Appointment } & Relocated> {
  const { models } = deps;
  return answerOnce(models, request, async () => {
    const { record, patientUserIds } = await readVisit(models, actor, input.appointmentId);
    const holds = await findUndoHolds(models, null, record._id);
    const hold = holds.find(
      (one) => one.undoOf?.version === input.version && String(one.heldBy) === context.actor.userId,
    );
    if (hold === undefined) {
      throw new AppError('undo_expired');
    }
    try {
      const committed = await runDoctorsCommand(
        deps,
        context,
        {
          doctorIds: [record.doctorId, hold.doctorId],
          patient: { id: String(record.patientId) },
          changesOffer: true,
        },
        (transaction) => takeBack(models, transaction, { actor, patientUserIds }, input, hold._id),
        (session, done, now) => storeAnswer(models, session, request, relocated(done), now),
      );
      return relocated(committed);
    } catch (error) {
      throw overlapRefusal(error) ?? error;
    }
  });
}

async function takeBack(
  models: Models,
  transaction: DoctorsTransaction,
  undoer: Undoer,
  input: UndoInput,
  holdId: OccupancyRecord['_id'],
): Promise<DoctorsOutcome<{ readonly appointment: Appointment }>> {
  const { session, now } = transaction;
  const hold = await requireHold(models, transaction, holdId);
  const current = await models.appointments.findById(input.appointmentId, null, { session }).lean();
  // The patient's own limits were looked at when it moved.
  const moved = requireMovable(current, input.version, 'clinic', now);
  lockedDoctor(transaction, moved.doctorId);
  const { startsAt, endsAt, timeZone, visitType } = hold.undoOf;
  const restored: AppointmentRecord = {
    ...moved,
    doctorId: hold.doctorId,
    startsAt,
    endsAt,
    timeZone,
    visitType,
    version: moved.version + 1,
  };
  await models.occupancy.deleteOne({ _id: hold._id }, { session });
  await relocate(models, session, moved, restored, hold.lane);
  const { appointment, notice } = await tellOfMove(models, session, undoer, moved, restored);
  return {
    result: { appointment },
    events: await eventsOf(models, transaction, handOvers(moved, restored, hold)),
    notices: [notice],
    audit: {
      action: 'appointment_move_undone',
      subject: { type: 'appointment', id: input.appointmentId },
      facts: {
        fromDoctorId: String(moved.doctorId),
        fromStartsAt: moved.startsAt.toISOString(),
        doctorId: appointment.doctorId,
        startsAt: appointment.startsAt,
        endsAt: appointment.endsAt,
      },
    },
  };
}

/** The time is still held, and nobody has blocked it since. @throws AppError `undo_expired`, `slot_not_offered` */
async function requireHold(
  models: Models,
  transaction: DoctorsTransaction,
  holdId: OccupancyRecord['_id'],
): Promise<UndoHold> {
  const { session } = transaction;
  const hold = await models.occupancy.findOne({ _id: holdId, purpose: 'undo' }, null, { session }).lean();
  if (hold === null || hold.undoOf === null) {
    throw new AppError('undo_expired');
  }
  const { startsAt, endsAt } = hold.undoOf;
  const range = { start: startsAt.getTime(), end: endsAt.getTime() };
  const doctor = lockedDoctor(transaction, hold.doctorId);
  const { unavailability } = await readDoctorSchedule(models, doctor, range, session);
  if (unavailability.some((period) => period.startsAt < endsAt && startsAt < period.endsAt)) {
    throw new AppError('slot_not_offered', { detail: 'The doctor is unavailable at the earlier time.' });
  }
  return { ...hold, undoOf: hold.undoOf };
}

function handOvers(moved: AppointmentRecord, restored: AppointmentRecord, hold: UndoHold): DoctorHandOver[] {
  const back = timeOf(restored);
  const isWhole =
    hold.startsAt.getTime() === restored.startsAt.getTime() &&
    hold.endsAt.getTime() === restored.endsAt.getTime();
  return [
    { ...timeOf(moved), from: 'booked', to: 'free' },
    ...(isWhole ? [] : [{ doctorId: hold.doctorId, time: hold, from: 'held' as const, to: 'free' as const }]),
    { ...back, from: isWhole ? 'held' : 'free', to: 'booked' },
  ];
}
