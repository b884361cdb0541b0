import type { Appointment } from '@openslot/shared/contracts/appointments';
import { type ClientSession, type Types, trusted } from 'mongoose';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { Models } from '../../database/models.ts';
import { LONGEST_VISIT_MS } from '../../schedule/longest-visit.ts';
import { historyOf, patientHistories } from '../../schedule/patient-histories.ts';
import { presentAppointment } from './appointment.presenter.ts';

/** Whose visits and of which time; all given conditions hold together. `end` is exclusive. */
export interface VisitFilter {
  readonly doctorId?: Types.ObjectId;
  readonly patientIds?: readonly Types.ObjectId[];
  readonly statuses?: readonly AppointmentRecord['status'][];
  readonly endsAfter?: Date;
  readonly endsUntil?: Date;
  readonly startsFrom?: Date;
  readonly startsBefore?: Date;
}

export interface VisitPage {
  readonly order: 'earliest-first' | 'latest-first';
  readonly skip: number;
  readonly limit: number;
}

export async function findVisits(
  models: Models,
  filter: VisitFilter,
  page: VisitPage,
): Promise<{ records: AppointmentRecord[]; total: number }> {
  const query = toQuery(filter);
  const direction = page.order === 'earliest-first' ? 1 : -1;
  const records = await models.appointments
    .find(query)
    .sort({ startsAt: direction, _id: direction })
    .skip(page.skip)
    .limit(page.limit)
    .lean();
  const total =
    records.length < page.limit && page.skip === 0
      ? records.length
      : await models.appointments.countDocuments(query);
  return { records, total };
}

function toQuery(filter: VisitFilter): Record<string, unknown> {
  const ends = {
    ...(filter.endsAfter && { $gt: filter.endsAfter }),
    ...(filter.endsUntil && { $lte: filter.endsUntil }),
  };
  const [from, before] = [startsFrom(filter), startsBefore(filter)];
  const starts = { ...(from && { $gte: from }), ...(before && { $lt: before }) };
  return {
    ...(filter.doctorId && { doctorId: filter.doctorId }),
    ...(filter.patientIds && { patientId: trusted({ $in: [...filter.patientIds] }) }),
    ...(filter.statuses && { status: trusted({ $in: [...filter.statuses] }) }),
    ...(Object.keys(ends).length > 0 && { endsAt: trusted(ends) }),
    ...(Object.keys(starts).length > 0 && { startsAt: trusted(starts) }),
  };
}

/** What the ends say of the starts as well, for the indexes, which are by start. */
function startsFrom({ startsFrom: from, endsAfter }: VisitFilter): Date | undefined {
  const least = endsAfter && new Date(endsAfter.getTime() - LONGEST_VISIT_MS);
  return from && least ? new Date(Math.max(from.getTime(), least.getTime())) : (from ?? least);
}

function startsBefore({ startsBefore: before, endsUntil }: VisitFilter): Date | undefined {
  return before && endsUntil
    ? new Date(Math.min(before.getTime(), endsUntil.getTime()))
    : (before ?? endsUntil);
}

/** Adds the names, and for staff how reliable each patient was; two or three queries, however many visits. */
export async function presentVisits(
  models: Models,
  records: readonly AppointmentRecord[],
  session: ClientSession | null = null,
  { forStaff = false }: { readonly forStaff?: boolean } = {},
): Promise<Appointment[]> {
  const doctors = await byId(
    models.doctors
      .find(
        { _id: trusted({ $in: records.map((visit) => visit.doctorId) }) },
        { name: 1, specialty: 1 },
        { session },
      )
      .lean(),
  );
  const patients = await byId(
    models.patients
      .find({ _id: trusted({ $in: records.map((visit) => visit.patientId) }) }, { name: 1 }, { session })
      .lean(),
  );
  const patientIds = records.map((visit) => visit.patientId);
  const histories = forStaff ? await patientHistories(models, patientIds, session) : null;
  return records.map((visit) =>
    presentAppointment(visit, {
      doctor: doctors.get(String(visit.doctorId)) ?? { name: '', specialty: '' },
      patient: patients.get(String(visit.patientId)) ?? { name: '' },
      history: histories === null ? null : historyOf(histories, visit.patientId),
    }),
  );
}

async function byId<T extends { _id: Types.ObjectId }>(query: PromiseLike<T[]>): Promise<Map<string, T>> {
  return new Map((await query).map((record) => [String(record._id), record]));
}
