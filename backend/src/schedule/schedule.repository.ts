import { AppError } from '@openslot/shared/errors/app-error';
import { addDays } from '@openslot/shared/time/local-date';
import { type EpochMs, localDateOf } from '@openslot/shared/time/zone';
import type { ClientSession, Model, Types } from 'mongoose';
import type { ClinicRevisionRecord } from '../database/models/clinic.model.ts';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type {
  ExceptionRecord,
  OverrideRecord,
  UnavailabilityRecord,
} from '../database/models/exception.model.ts';
import type { OccupancyRecord } from '../database/models/occupancy.model.ts';
import type { Models } from '../database/models.ts';

/** Everything a doctor's offer between two instants depends on. */
export interface DoctorSchedule {
  readonly doctor: DoctorRecord;
  readonly revision: ClinicRevisionRecord;
  readonly overrides: readonly OverrideRecord[];
  readonly unavailability: readonly UnavailabilityRecord[];
  readonly occupied: readonly OccupiedRecord[];
}

/** What is read of an occupied time: little of it is, and the keys that keep it from others are most of it. */
const OCCUPIED_FIELDS = [
  '_id',
  'kind',
  'appointmentId',
  'startsAt',
  'endsAt',
  'bufferBeforeMinutes',
  'bufferAfterMinutes',
  'expiresAt',
  'heldBy',
  'purpose',
  'undoOf',
] as const satisfies (keyof OccupancyRecord)[];
export type OccupiedRecord = Pick<OccupancyRecord, (typeof OCCUPIED_FIELDS)[number]>;
export const OCCUPIED_PROJECTION = Object.fromEntries(OCCUPIED_FIELDS.map((field) => [field, 1]));

export interface InstantRange {
  readonly start: EpochMs;
  readonly end: EpochMs;
}

/** The engine looks back this many local dates for windows that still run (SL8); one more for the zone's distance. */
export const LOOK_BACK_DAYS = 5;
/** Farther than any slot or buffer reaches (the engine's `occupiedReach`). */
export const REACH_MS = 3 * 24 * 3_600_000;

/**
 * Reads in three indexed queries, whatever the range; the doctor first, so that `doctor.seq` is never newer than
 * the rest. `doctor` may be handed in by a command that has it locked.
 */
export async function readDoctorSchedule(
  models: Models,
  doctor: DoctorRecord,
  range: InstantRange,
  session: ClientSession | null = null,
): Promise<DoctorSchedule> {
  const revision = await readClinicRevision(models, doctor.clinicRev, session);
  const findExceptions = () =>
    findStored(models.exceptions, session, { filter: { $or: exceptionsNear(doctor, range) } });
  const findOccupied = () =>
    findStored(models.occupancy, session, {
      filter: { doctorId: doctor._id, ...(session === null ? occupiedMeeting(range) : meeting(range)) },
      projection: OCCUPIED_PROJECTION,
    });
  // Queries of one transaction must come one after the other.
  const [exceptions, occupied] =
    session === null
      ? await Promise.all([findExceptions(), findOccupied()])
      : [await findExceptions(), await findOccupied()];
  return {
    doctor,
    revision,
    ...exceptionsByKind(exceptions),
    occupied: occupied.toSorted(byStart),
  };
}

/** Conditions, of which one suffices: a doctor's exceptions that may matter to the offer of a range. */
export function exceptionsNear({ _id: doctorId, timeZone }: DoctorRecord, range: InstantRange): object[] {
  return exceptionsOnOrNear(doctorId, range, {
    $gte: addDays(localDateOf(timeZone, range.start), -LOOK_BACK_DAYS),
    $lte: addDays(localDateOf(timeZone, range.end), 1),
  });
}

/** As {@link exceptionsNear} before it is known in which zone the doctor works: with a day more at either end. */
export function exceptionsNearAnywhere(doctorId: Types.ObjectId, range: InstantRange): object[] {
  return exceptionsOnOrNear(doctorId, range, {
    $gte: addDays(localDateOf('UTC', range.start), -LOOK_BACK_DAYS - 1),
    $lte: addDays(localDateOf('UTC', range.end), 2),
  });
}

function exceptionsOnOrNear(doctorId: Types.ObjectId, range: InstantRange, date: object): object[] {
  // The doctor stands in each: beside them the database would read all there ever was.
  return [
    { doctorId, kind: 'override', date },
    { doctorId, kind: 'unavailability', ...meeting(range) },
  ];
}

/** In the order of time. */
export function exceptionsByKind(
  exceptions: readonly ExceptionRecord[],
): Pick<DoctorSchedule, 'overrides' | 'unavailability'> {
  return {
    overrides: exceptions.filter((exception) => exception.kind === 'override').toSorted(byDate),
    unavailability: exceptions.filter((exception) => exception.kind === 'unavailability').toSorted(byStart),
  };
}

/** What may matter to the offer of a range: it meets the range or lies near it. */
export function meeting({ start, end }: InstantRange) {
  return { startsAt: { $lt: new Date(end + REACH_MS) }, endsAt: { $gt: new Date(start - REACH_MS) } };
}

/**
 * {@link meeting} for occupied times, none of which is longer than the reach: the end of the search in the index, without
 * which every later visit of the doctor would be looked at. Outside transactions only: in the joined read of a booking this
 * bound made MongoDB 7.0.15 for Windows under Wine end with an access violation, seconds into `bench:booking`.
 */
export function occupiedMeeting(range: InstantRange) {
  const { startsAt, endsAt } = meeting(range);
  return { startsAt, endsAt: { ...endsAt, $lt: new Date(range.end + 2 * REACH_MS) } };
}

// Sorted here, because the database takes as long to sort some few records as to find them.
export const byStart = (a: { readonly startsAt: Date }, b: { readonly startsAt: Date }) =>
  a.startsAt.getTime() - b.startsAt.getTime();
const byDate = (a: { date: string }, b: { date: string }) => (a.date < b.date ? -1 : 1);

const revisions = new WeakMap<Models, Map<number, ClinicRevisionRecord>>();

/** Revisions are immutable, so each is read once per process. */
export async function readClinicRevision(
  models: Models,
  rev: number,
  session: ClientSession | null = null,
): Promise<ClinicRevisionRecord> {
  const known = revisions.get(models) ?? new Map<number, ClinicRevisionRecord>();
  revisions.set(models, known);
  const cached = known.get(rev);
  if (cached !== undefined) {
    return cached;
  }
  const revision = await models.clinicRevisions.findById(rev, null, { session }).lean();
  if (revision === null) {
    throw new Error(`clinic revision ${rev} is missing`);
  }
  // Inside a transaction it may still be rolled back, and the number taken by another revision.
  if (session === null) {
    known.set(rev, revision);
  }
  return revision;
}

/** @throws AppError `not_found` */
export async function readDoctorRecord(
  models: Models,
  doctorId: unknown,
  session: ClientSession | null = null,
): Promise<DoctorRecord> {
  const doctor = await models.doctors.findById(doctorId, null, { session }).lean();
  if (doctor === null) {
    throw new AppError('not_found');
  }
  return doctor;
}

/** More than any of these questions finds: by default the database sends 101 records and is asked again for the rest. */
const ONE_ANSWER = 100_000;

interface Question {
  /** Goes to the database as it is: nothing in it may come from a request unparsed. */
  readonly filter: Record<string, unknown>;
  readonly projection?: Record<string, unknown>;
}

/** Records as they are stored, past Mongoose, whose queries cost processor time of their own. */
export function findStored<T extends object, P extends object = T>(
  model: Model<T>,
  session: ClientSession | null,
  { filter, projection = {} }: Question,
): Promise<P[]> {
  return model.collection
    .find(filter, { batchSize: ONE_ANSWER, ...(session && { session }) })
    .project<P>(projection)
    .toArray();
}
