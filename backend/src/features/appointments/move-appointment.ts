import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { type Actor, canManageSchedule } from '@openslot/shared/policies/access';
import type { VisitParty } from '@openslot/shared/visits/transitions';
import { Types } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type DoctorsOutcome,
  type DoctorsTransaction,
  runDoctorsCommand,
} from '../../commands/doctors-command.ts';
import { answerOnce, type IdempotentRequest, storeAnswer } from '../../commands/idempotency.ts';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { OccupancyRecord } from '../../database/models/occupancy.model.ts';
import type { Models } from '../../database/models.ts';
import { overlapRefusal } from '../../schedule/overlap-refusal.ts';
import { findOwnHold, heldToBookBy } from '../../schedule/own-hold.ts';
import { withSlotConflict } from '../../schedule/slot-conflict.ts';
import { requireInTime, requireMovable } from './movable.ts';
import { tellOfMove } from './move-notice.ts';
import { decideTarget, isOfVisit } from './move-target.ts';
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
import { findUndoHolds, keepForUndo } from './undo-hold.ts';

interface MoveInput {
  readonly appointmentId: string;
  /** The version that the actor saw. */
  readonly version: number;
  readonly startsAt: string;
  readonly doctorId?: string | undefined;
  readonly timeZone?: string | undefined;
}

interface Moved {
  readonly appointment: Appointment;
  readonly undoUntil: string | null;
}

/** Who moves what, as far as it is known before anything is locked. */
interface Mover {
  readonly actor: Actor;
  readonly userId: string;
  readonly party: VisitParty;
  readonly patientUserIds: readonly string[];
}

/**
 * Moves a visit (BK13): the new time is taken and the old one given up in one transaction over both doctors and the
 * patient, or nothing happens. The old time stays held for a moment, for {@link undoMove}.
 * @throws AppError `not_found`, `forbidden`, `stale_version`, `illegal_transition`, `patient_busy`, `invalid_request`,
 * `slot_taken` and `slot_not_offered` (these two with a slot conflict), `idempotency_key_reused`.
 */
export function moveAppointment(
  deps: CommandDeps,
  context: CommandContext,
  actor: Actor,
  input: MoveInput,
  request: IdempotentRequest,
): Promise<Moved & Relocated> {
  const { models } = deps;
  return answerOnce(models, request, async () => {
    const { record, party, patientUserIds } = await readVisit(models, actor, input.appointmentId);
    const targetId = input.doctorId ?? String(record.doctorId);
    if (party === 'clinic' && !canManageSchedule(actor, targetId)) {
      throw new AppError('forbidden', { detail: 'The front desk moves visits to other doctors.' });
    }
    const mover = { actor, userId: context.actor.userId ?? '', party, patientUserIds };
    try {
      const committed = await runDoctorsCommand(
        deps,
        context,
        {
          doctorIds: [record.doctorId, new Types.ObjectId(targetId)],
          patient: { id: String(record.patientId) },
          changesOffer: true,
        },
        (transaction) => move(models, transaction, mover, { ...input, doctorId: targetId }),
        (session, done, now) => storeAnswer(models, session, request, relocated(done), now),
      );
      return relocated(committed);
    } catch (error) {
      throw await withSlotConflict(models, deps.clock, overlapRefusal(error) ?? error, {
        doctorIds: [targetId],
        visitTypeId: String(record.visitType.id),
        startsAt: input.startsAt,
        timeZone: input.timeZone,
        isOwn: heldToBookBy(mover.userId),
        leaveOut: isOfVisit(record),
      });
    }
  });
}

async function move(
  models: Models,
  transaction: DoctorsTransaction,
  mover: Mover,
  input: MoveInput & { readonly doctorId: string },
): Promise<DoctorsOutcome<Moved>> {
  const { session, now } = transaction;
  const { party, userId } = mover;
  const current = await models.appointments.findById(input.appointmentId, null, { session }).lean();
  const before = requireMovable(current, input.version, party, now);
  requireInTime(before, party, now);
  lockedDoctor(transaction, before.doctorId);
  const doctor = lockedDoctor(transaction, new Types.ObjectId(input.doctorId));
  if (before.doctorId.equals(doctor._id) && before.startsAt.getTime() === Date.parse(input.startsAt)) {
    throw invalidField('/startsAt', 'is when this visit is already');
  }
  const hold = await findOwnHold(models, session, userId, doctor._id);
  const { startsAt } = input;
  const target = { visit: before, doctor, startsAt, party, userId, now, hold };
  const visitType = await decideTarget(models, session, target);
  const after: AppointmentRecord = {
    ...before,
    doctorId: doctor._id,
    timeZone: doctor.timeZone,
    startsAt: new Date(startsAt),
    endsAt: new Date(Date.parse(startsAt) + visitType.durationMinutes * 60_000),
    visitType,
    version: before.version + 1,
  };
  const freed = await freeForMove(models, transaction, before, hold);
  const lane = await relocate(models, session, before, after);
  const undo = await keepForUndo(models, session, { before, after, lane, userId, now });
  const { appointment, notice } = await tellOfMove(models, session, mover, before, after);
  return {
    result: { appointment, undoUntil: undo?.expiresAt?.toISOString() ?? null },
    events: await eventsOf(models, transaction, handOvers(before, after, freed, undo)),
    notices: [notice],
    audit: {
      action: 'appointment_moved',
      subject: { type: 'appointment', id: input.appointmentId },
      facts: {
        fromDoctorId: String(before.doctorId),
        fromStartsAt: before.startsAt.toISOString(),
        fromEndsAt: before.endsAt.toISOString(),
        doctorId: input.doctorId,
        startsAt: appointment.startsAt,
        endsAt: appointment.endsAt,
        by: party,
      },
    },
  };
}

/** What stands in the way and is the mover's own: the slot they hold, and what is kept for taking the last move back. */
async function freeForMove(
  models: Models,
  { session, doctors }: DoctorsTransaction,
  { _id }: AppointmentRecord,
  hold: OccupancyRecord | null,
): Promise<OccupancyRecord[]> {
  const kept = await findUndoHolds(models, session, _id);
  const own = [...kept, ...(hold === null ? [] : [hold])].filter(({ doctorId }) =>
    doctors.some((doctor) => doctor._id.equals(doctorId)),
  );
  for (const time of own) {
    await models.occupancy.deleteOne({ _id: time._id }, { session });
  }
  return own;
}

/** What watchers hear: first what was freed, then what was taken. A time that only changes its holder is told once. */
function handOvers(
  before: AppointmentRecord,
  after: AppointmentRecord,
  freed: readonly OccupancyRecord[],
  undo: OccupancyRecord | null,
): DoctorHandOver[] {
  const [left, taken] = [timeOf(before), timeOf(after)];
  const keptWhole = undo !== null && isTime(undo, left);
  const heldBefore = freed.find((time) => isTime(time, taken));
  return [
    ...freed
      .filter((time) => time !== heldBefore)
      .map((time) => ({ doctorId: time.doctorId, time, from: 'held' as const, to: 'free' as const })),
    { ...left, from: 'booked', to: keptWhole ? 'held' : 'free' },
    ...(undo === null || keptWhole
      ? []
      : [{ doctorId: undo.doctorId, time: undo, from: 'free' as const, to: 'held' as const }]),
    { ...taken, from: heldBefore === undefined ? 'free' : 'held', to: 'booked' },
  ];
}

function isTime(
  one: Pick<OccupancyRecord, 'doctorId' | 'startsAt' | 'endsAt'>,
  { doctorId, time }: ReturnType<typeof timeOf>,
): boolean {
  return (
    one.doctorId.equals(doctorId) &&
    one.startsAt.getTime() === time.startsAt.getTime() &&
    one.endsAt.getTime() === time.endsAt.getTime()
  );
}
