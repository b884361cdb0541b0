import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError } from '@openslot/shared/errors/app-error';
import type { ClientSession, Types } from 'mongoose';
import type { CommittedByAll, DoctorsOutcome, DoctorsTransaction } from '../../commands/doctors-command.ts';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { Models } from '../../database/models.ts';
import { type HandOver, handedOver } from '../../schedule/hand-over.ts';
import { occupy } from './occupy.ts';

/** What changes hands with one doctor. */
export interface DoctorHandOver extends HandOver {
  readonly doctorId: Types.ObjectId;
}

/** A visit's time, as it changes hands. */
export function timeOf({ doctorId, startsAt, endsAt, visitType }: AppointmentRecord): {
  readonly doctorId: Types.ObjectId;
  readonly time: HandOver['time'];
} {
  const { bufferBeforeMinutes, bufferAfterMinutes } = visitType;
  return { doctorId, time: { startsAt, endsAt, bufferBeforeMinutes, bufferAfterMinutes } };
}

/** Puts the visit where `after` says and takes that time; the time of `before` is nobody's. @returns the lane it left. */
export async function relocate(
  models: Models,
  session: ClientSession,
  before: AppointmentRecord,
  after: AppointmentRecord,
  lane = 0,
): Promise<number> {
  const left = await models.occupancy
    .findOneAndDelete({ appointmentId: before._id, kind: 'appointment' }, { session })
    .lean();
  await occupy(models, session, after, lane);
  const stored = await models.appointments.replaceOne({ _id: before._id, version: before.version }, after, {
    session,
  });
  if (left === null || stored.matchedCount === 0) {
    throw new Error('a visit that moves occupies its time and is locked');
  }
  return left.lane ?? 0;
}

/** One event for each doctor whose offer changed. */
export async function eventsOf(
  models: Models,
  { session, doctors }: DoctorsTransaction,
  handOvers: readonly DoctorHandOver[],
): Promise<DoctorsOutcome<unknown>['events']> {
  const events: { doctorId: Types.ObjectId; event: Awaited<ReturnType<typeof handedOver>> }[] = [];
  for (const doctor of doctors) {
    const own = handOvers.filter(({ doctorId }) => doctorId.equals(doctor._id));
    if (own.length > 0) {
      events.push({ doctorId: doctor._id, event: await handedOver(models, session, doctor, own) });
    }
  }
  return events;
}

/** The doctor among those that the command has locked. @throws AppError `stale_version`: the visit went elsewhere meanwhile. */
export function lockedDoctor({ doctors }: DoctorsTransaction, doctorId: Types.ObjectId): DoctorRecord {
  const doctor = doctors.find(({ _id }) => _id.equals(doctorId));
  if (doctor === undefined) {
    throw new AppError('stale_version', { detail: 'This visit was moved to another doctor meanwhile.' });
  }
  return doctor;
}

export interface Relocated {
  readonly appointment: Appointment;
  /** Of the doctor it is with now. */
  readonly seq: number;
  readonly seqs: { readonly doctorId: string; readonly seq: number }[];
}

/** The answer of a command that put a visit somewhere else. */
export function relocated<T extends { readonly appointment: Appointment }>({
  result,
  seqs,
}: CommittedByAll<T>): T & Relocated {
  return {
    ...result,
    seq: seqs.get(result.appointment.doctorId) ?? 0,
    seqs: [...seqs].map(([doctorId, seq]) => ({ doctorId, seq })),
  };
}
