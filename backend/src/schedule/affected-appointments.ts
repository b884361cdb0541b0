import type { AffectedAppointment, Decisions } from '@openslot/shared/contracts/common';
import { AppError } from '@openslot/shared/errors/app-error';
import type { Interval, Schedule } from '@openslot/shared/slots/slot-types';
import { workingWindows } from '@openslot/shared/slots/working-windows';
import { addDays } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import { OPEN_STATUSES } from '@openslot/shared/visits/transitions';
import { type ClientSession, type Types, trusted } from 'mongoose';
import type { AppointmentRecord } from '../database/models/appointment.model.ts';
import type { Models } from '../database/models.ts';
import { LONGEST_VISIT_MS } from './longest-visit.ts';
import type { InstantRange } from './schedule.repository.ts';

/** The time of a booked visit, and what kind it is: a window may be for certain visit types alone. */
export interface VisitTime extends InstantRange {
  readonly visitTypeId: string;
}

export interface AffectedQuery {
  readonly doctorId: Types.ObjectId;
  readonly now: Date;
  /** Where to look; visits that are over never count. `end` null: all that is to come. */
  readonly range: { readonly start: number; readonly end: number | null };
  readonly isAffected: (visit: VisitTime) => boolean;
}

export interface DecidedVisit {
  readonly appointmentId: string;
  readonly action: 'keep';
}

/**
 * Refuses a change that would leave booked visits outside the offered time, until each of them has a decision.
 * Called inside the transaction of the change, so no visit can slip in between.
 * @returns the decisions that were needed, for the audit log.
 * @throws AppError `affected_appointments` with the whole list in `affected`.
 */
export async function requireDecisions(
  models: Models,
  session: ClientSession,
  query: AffectedQuery & { readonly decisions: Decisions },
): Promise<DecidedVisit[]> {
  const affected = await affectedVisits(models, session, query);
  const decided = new Set(query.decisions.map((decision) => decision.appointmentId));
  if (affected.some((visit) => !decided.has(String(visit._id)))) {
    throw new AppError('affected_appointments', {
      detail: 'Decide for each of these visits what shall happen to it.',
      extra: { affected: await present(models, session, affected) },
    });
  }
  return affected.map((visit) => ({ appointmentId: String(visit._id), action: 'keep' }));
}

/** The visits that {@link requireDecisions} would ask about, in order of start; for staff. */
export async function findAffected(models: Models, query: AffectedQuery): Promise<AffectedAppointment[]> {
  return present(models, null, await affectedVisits(models, null, query));
}

async function affectedVisits(
  models: Models,
  session: ClientSession | null,
  query: AffectedQuery,
): Promise<AppointmentRecord[]> {
  const visits = await liveVisits(models, session, query);
  return visits.filter(({ startsAt, endsAt, visitType }) =>
    query.isAffected({
      start: startsAt.getTime(),
      end: endsAt.getTime(),
      visitTypeId: String(visitType.id),
    }),
  );
}

function liveVisits(
  models: Models,
  session: ClientSession | null,
  query: AffectedQuery,
): Promise<AppointmentRecord[]> {
  const { end } = query.range;
  const start = Math.max(query.range.start, query.now.getTime());
  return models.appointments
    .find(
      {
        doctorId: query.doctorId,
        status: trusted({ $in: OPEN_STATUSES }),
        endsAt: trusted({ $gt: new Date(start) }),
        startsAt: trusted({
          $gt: new Date(start - LONGEST_VISIT_MS),
          ...(end !== null && { $lt: new Date(end) }),
        }),
      },
      null,
      { session },
    )
    .sort({ startsAt: 1 })
    .lean();
}

async function present(
  models: Models,
  session: ClientSession | null,
  visits: readonly AppointmentRecord[],
): Promise<AffectedAppointment[]> {
  const patients = await models.patients
    .find({ _id: trusted({ $in: visits.map((visit) => visit.patientId) }) }, { name: 1 }, { session })
    .lean();
  const names = new Map(patients.map((patient) => [String(patient._id), patient.name]));
  return visits.map((visit) => ({
    appointmentId: String(visit._id),
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    patientName: names.get(String(visit.patientId)) ?? '',
    visitTypeName: visit.visitType.name,
  }));
}

/** True when a visit lay inside the working hours of `before` and does not lie inside those of `after`. */
export function fallsOutside(before: Schedule, after: Schedule): (visit: InstantRange) => boolean {
  const [wasWithin, isWithin] = [hoursTest(before), hoursTest(after)];
  return (visit) => wasWithin(visit) && !isWithin(visit);
}

/** Looks up the hours of each date once: a full schedule has many visits on one. */
function hoursTest(schedule: Schedule): (visit: InstantRange) => boolean {
  const known = new Map<string, readonly Interval[]>();
  return (visit) => {
    const date = localDateOf(schedule.timeZone, visit.start);
    // A visit may begin in the tail of a window of the day before and end in one of the day after.
    const windows =
      known.get(date) ?? workingWindows(schedule, { from: addDays(date, -1), to: addDays(date, 1) });
    known.set(date, windows);
    return windows.some((window) => window.start <= visit.start && visit.end <= window.end);
  };
}
