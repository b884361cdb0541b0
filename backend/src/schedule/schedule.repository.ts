import { AppError } from '@openslot/shared/errors/app-error';
import { addDays } from '@openslot/shared/time/local-date';
import { type EpochMs, localDateOf } from '@openslot/shared/time/zone';
import { type ClientSession, trusted } from 'mongoose';
import type { ClinicRevisionRecord } from '../database/models/clinic.model.ts';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { OverrideRecord, UnavailabilityRecord } from '../database/models/exception.model.ts';
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

/** What is known of an occupied time without the many keys that keep it from others. */
export type OccupiedRecord = Omit<OccupancyRecord, 'keys'>;

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
  const [from, to] = [new Date(range.start - REACH_MS), new Date(range.end + REACH_MS)];
  const findExceptions = models.exceptions
    .find(
      {
        // The doctor stands in each branch: beside them the database would read all there ever was.
        $or: [
          {
            doctorId: doctor._id,
            kind: 'override',
            date: trusted({
              $gte: addDays(localDateOf(doctor.timeZone, range.start), -LOOK_BACK_DAYS),
              $lte: addDays(localDateOf(doctor.timeZone, range.end), 1),
            }),
          },
          {
            doctorId: doctor._id,
            kind: 'unavailability',
            startsAt: trusted({ $lt: to }),
            endsAt: trusted({ $gt: from }),
          },
        ],
      },
      null,
      { session },
    )
    .sort({ startsAt: 1, date: 1 })
    .lean();
  const findOccupied = models.occupancy
    .find(
      { doctorId: doctor._id, startsAt: trusted({ $lt: to }), endsAt: trusted({ $gt: from }) },
      { keys: 0 },
      { session },
    )
    .sort({ startsAt: 1 })
    .lean();
  // Queries of one transaction must come one after the other.
  const [exceptions, occupied] =
    session === null
      ? await Promise.all([findExceptions, findOccupied])
      : [await findExceptions, await findOccupied];
  return {
    doctor,
    revision,
    overrides: exceptions.filter((exception) => exception.kind === 'override'),
    unavailability: exceptions.filter((exception) => exception.kind === 'unavailability'),
    occupied,
  };
}

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

/** Several doctors in one query, by id. Unknown ones are absent. */
export async function readDoctorRecords(
  models: Models,
  doctorIds: readonly string[],
): Promise<ReadonlyMap<string, DoctorRecord>> {
  const doctors = await models.doctors.find({ _id: trusted({ $in: doctorIds }) }).lean();
  return new Map(doctors.map((doctor) => [String(doctor._id), doctor]));
}
