import type { VisitAction } from '@openslot/shared/contracts/appointment-actions';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError } from '@openslot/shared/errors/app-error';
import type { ErrorCode } from '@openslot/shared/errors/codes';
import { type Actor, isStaff } from '@openslot/shared/policies/access';
import {
  decideTransition,
  isDeclined,
  isLateCancellation,
  type VisitMoment,
  type VisitParty,
} from '@openslot/shared/visits/transitions';
import type { ClientSession } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  type DoctorTransaction,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { OfferEvent } from '../../database/models/log.model.ts';
import type { Models } from '../../database/models.ts';
import { reachOf, slotChanged } from '../../schedule/offer-range.ts';
import { readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import { hoursOf } from '../../schedule/slot-input.ts';
import { presentVisits } from './appointment.repository.ts';
import { visitNotice } from './appointment-rooms.ts';
import { readVisit } from './read-visit.ts';

export interface StatusChange {
  readonly appointmentId: string;
  readonly action: VisitAction;
  /** The version that the actor saw. */
  readonly version: number;
  readonly reason: string | null;
}

const AUDIT_ACTIONS: Readonly<Record<VisitAction, string>> = {
  approve: 'appointment_approved',
  decline: 'appointment_declined',
  cancel: 'appointment_cancelled',
  arrive: 'appointment_arrived',
  start: 'appointment_started',
  complete: 'appointment_completed',
  no_show: 'appointment_no_show',
  back: 'appointment_arrival_taken_back',
};

/**
 * Does one action of the transition table (VS1) to a visit. Only what ends in `cancelled` changes the offer: the
 * time is offered again, and the doctor's next `seq` tells of it.
 * @throws AppError `not_found` (also for visits the actor may not see), `forbidden`, `illegal_transition`, `stale_version`.
 */
export async function changeStatus(
  deps: CommandDeps,
  context: CommandContext,
  actor: Actor,
  change: StatusChange,
): Promise<Committed<Appointment>> {
  const { models } = deps;
  const { record: seen, party, patientUserIds } = await readVisit(models, actor, change.appointmentId);
  requireParty(seen, change.action, party);
  const changesOffer = change.action === 'cancel' || change.action === 'decline';
  const target = { doctorId: seen.doctorId, changesOffer };
  return runDoctorCommand(deps, context, target, async (transaction) => {
    const { session, doctor, now } = transaction;
    const before = await models.appointments.findById(seen._id, null, { session }).lean();
    if (before === null) {
      throw new AppError('not_found');
    }
    const present = (record: AppointmentRecord) => presentVisit(models, session, actor, record);
    const refusal = refusalOf(before, doctor, change, party, now);
    if (refusal !== null) {
      const { code, detail } = refusal;
      throw new AppError(code, { detail, extra: { current: await present(before) } });
    }
    const after = changed(before, change, party, now);
    await store(models, session, after);
    const appointment = await present(after);
    const { id, version, doctorId, startsAt, endsAt } = appointment;
    return {
      result: appointment,
      event: after.status === 'cancelled' ? await release(models, transaction, after) : null,
      notices: [visitNotice({ id, version, doctorId, patientUserIds })],
      audit: {
        action: AUDIT_ACTIONS[change.action],
        subject: { type: 'appointment', id },
        facts: { startsAt, endsAt, from: before.status, to: after.status, by: party, ...lateFact(after) },
        text: change.reason,
      },
    };
  });
}

const momentOf = ({ status, startsAt }: AppointmentRecord): VisitMoment => ({
  status,
  startsAt: startsAt.getTime(),
});

/** What a party may never do is refused before the doctor is locked for it. */
function requireParty(seen: AppointmentRecord, action: VisitAction, party: VisitParty): void {
  const answer = decideTransition(momentOf(seen), action, party, seen.startsAt.getTime());
  if (!answer.allowed && answer.because === 'party') {
    throw new AppError('forbidden');
  }
}

/** Why the visit, as it is in the transaction, cannot be changed; null when it can. */
function refusalOf(
  before: AppointmentRecord,
  doctor: DoctorRecord,
  { action, version }: StatusChange,
  party: VisitParty,
  now: Date,
): { code: ErrorCode; detail: string } | null {
  const answer = decideTransition(momentOf(before), action, party, now.getTime());
  if (!answer.allowed) {
    return { code: 'illegal_transition', detail: DETAILS[answer.because] };
  }
  // Moved between the reading and the lock: then it is another doctor's, who is not locked.
  if (before.version !== version || !before.doctorId.equals(doctor._id)) {
    return { code: 'stale_version', detail: 'This visit was changed by someone else meanwhile.' };
  }
  return null;
}

/** The visit after the action. */
function changed(
  before: AppointmentRecord,
  change: StatusChange,
  party: VisitParty,
  now: Date,
): AppointmentRecord {
  const answer = decideTransition(momentOf(before), change.action, party, now.getTime());
  if (!answer.allowed) {
    throw new Error('a refused action must not be done');
  }
  const after = { ...before, status: answer.to, statusAt: now, version: before.version + 1 };
  if (answer.to !== 'cancelled') {
    return after;
  }
  const cutoffMinutes = before.visitType.cancellationCutoffMinutes ?? 0;
  return {
    ...after,
    cancelledAt: now,
    cancelledBy: party,
    cancelReason: change.reason,
    declined: isDeclined(before.status, party),
    lateCancellation: isLateCancellation({ ...momentOf(before), cutoffMinutes }, party, now.getTime()),
  };
}

async function presentVisit(
  models: Models,
  session: ClientSession,
  actor: Actor,
  record: AppointmentRecord,
): Promise<Appointment> {
  const [appointment] = await presentVisits(models, [record], session, { forStaff: isStaff(actor) });
  if (appointment === undefined) {
    throw new Error('an appointment must be presentable');
  }
  return appointment;
}

const DETAILS = {
  party: 'This is for the clinic to do.',
  status: 'The visit is no longer in a state in which this can be done.',
  early: 'It is too early for this: the visit is not today, or has not begun.',
  late: 'This visit has begun and can no longer be cancelled.',
} as const;

/** The version is compared once more where it is stored. */
async function store(models: Models, session: ClientSession, after: AppointmentRecord): Promise<void> {
  const { _id, version } = after;
  const stored = await models.appointments.replaceOne({ _id, version: version - 1 }, after, { session });
  if (stored.matchedCount === 0) {
    throw new AppError('stale_version');
  }
}

/** Gives the time of a cancelled visit back. */
async function release(
  models: Models,
  { session, doctor }: DoctorTransaction,
  { _id, startsAt, endsAt, visitType }: AppointmentRecord,
): Promise<OfferEvent> {
  await models.occupancy.deleteOne({ appointmentId: _id }, { session });
  const time = { start: startsAt.getTime(), end: endsAt.getTime() };
  const schedule = await readDoctorSchedule(models, doctor, time, session);
  const change = { ...time, previousStatus: 'booked', newStatus: 'free' } as const;
  return slotChanged(change, hoursOf(schedule), reachOf(schedule, visitType));
}

function lateFact({ lateCancellation = false }: AppointmentRecord): { late?: true } {
  return lateCancellation ? { late: true } : {};
}
