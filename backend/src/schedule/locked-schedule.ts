import type { BookingSettings } from '@openslot/shared/contracts/clinic';
import type { ClientSession, Types } from 'mongoose';
import type { ClinicRecord } from '../database/models/clinic.model.ts';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { ExceptionRecord } from '../database/models/exception.model.ts';
import type { OccupancyRecord } from '../database/models/occupancy.model.ts';
import type { PatientRecord } from '../database/models/patient.model.ts';
import type { Models } from '../database/models.ts';
import { BOOKING_DEFAULTS } from './booking-settings.ts';
import {
  byStart,
  type DoctorSchedule,
  exceptionsByKind,
  exceptionsNearAnywhere,
  type InstantRange,
  meeting,
  OCCUPIED_PROJECTION,
  type OccupiedRecord,
  readClinicRevision,
} from './schedule.repository.ts';

/** What is known of a hold without the keys that make it exclusive. */
export type HoldRecord = Omit<OccupancyRecord, 'keys'>;

type LockedTime = OccupiedRecord & Pick<OccupancyRecord, 'lane'>;

/** All that decides whether a time can be taken, as it is under the lock of its doctor. */
export interface LockedSchedule extends DoctorSchedule {
  readonly occupied: readonly LockedTime[];
  /** Every hold with this doctor, near or far, by start. */
  readonly holds: readonly HoldRecord[];
  readonly settings: BookingSettings;
  /** The sign-ins of those who book for the patient that was asked about. */
  readonly guardians: readonly Types.ObjectId[];
}

/** Whether a hold is over; a visit never is. */
export function isOver({ expiresAt }: Pick<LockedTime, 'expiresAt'>, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}

interface Asked {
  readonly doctorId: Types.ObjectId;
  readonly around: InstantRange;
}

type OfDoctor = Pick<OccupancyRecord, 'doctorId'>;
type Guardian = Pick<PatientRecord, 'userId'>;

interface Times {
  readonly appointments: (LockedTime & OfDoctor)[];
  readonly holds: HoldRecord[];
  readonly exceptions: ExceptionRecord[];
  readonly clinic: Pick<ClinicRecord, 'bookingSettings'>[];
}

/**
 * Reads in one query what a command on a locked doctor decides by: each question costs the command as much as the one
 * before, and others wait for it. The rules of the clinic are remembered, see `readClinicRevision`.
 * @param patientId whose guardians are asked for
 */
export async function readLockedSchedule(
  models: Models,
  session: ClientSession,
  doctor: DoctorRecord,
  around: InstantRange,
  patientId: Types.ObjectId | null,
): Promise<LockedSchedule> {
  const ofPatient = { guardianOf: patientId ?? NOBODY };
  const found = await ask<Times & { readonly guardians: Guardian[] }>(
    models,
    session,
    [{ doctorId: doctor._id, around }],
    [lookUp('guardians', models.patients, [{ $match: ofPatient }, { $project: { userId: 1 } }])],
  );
  return toSchedule(models, doctor, found, found.guardians);
}

/** Of several commands, each on a doctor and a patient of its own. */
export interface LockedTogether {
  /** The doctors who are there. */
  readonly doctors: readonly DoctorRecord[];
  /** The patients who meet the condition. */
  readonly patients: readonly PatientRecord[];
  scheduleOf(doctor: DoctorRecord, patient: PatientRecord): Promise<LockedSchedule>;
}

/**
 * As {@link readLockedSchedule} for several doctors, and reads them and their patients, in the same query.
 * @param asked at least one, of different doctors
 * @param patients a condition
 */
export async function readLockedTogether(
  models: Models,
  session: ClientSession,
  asked: readonly Asked[],
  patients: object,
): Promise<LockedTogether> {
  const ids = asked.map(({ doctorId }) => doctorId);
  const guardians = {
    $lookup: {
      from: models.patients.collection.collectionName,
      localField: '_id',
      foreignField: 'guardianOf',
      pipeline: [{ $project: { userId: 1 } }],
      as: 'guardians',
    },
  };
  const found = await ask<
    Times & { doctors: DoctorRecord[]; patients: (PatientRecord & { guardians: Guardian[] })[] }
  >(models, session, asked, [
    lookUp('doctors', models.doctors, [{ $match: { _id: { $in: ids } } }]),
    lookUp('patients', models.patients, [{ $match: patients }, guardians]),
  ]);
  return {
    ...found,
    scheduleOf: (doctor, patient) => {
      const isTheirs = ({ doctorId }: OfDoctor) => doctorId.equals(doctor._id);
      const times = {
        ...found,
        appointments: found.appointments.filter(isTheirs),
        holds: found.holds.filter(isTheirs),
        exceptions: found.exceptions.filter(isTheirs),
      };
      const theirs = found.patients.find(({ _id }) => _id.equals(patient._id));
      return toSchedule(models, doctor, times, theirs?.guardians ?? []);
    },
  };
}

async function toSchedule(
  models: Models,
  doctor: DoctorRecord,
  { appointments, holds, exceptions, clinic }: Times,
  guardians: readonly Guardian[],
): Promise<LockedSchedule> {
  return {
    doctor,
    // The doctor followed it before this transaction, so it was committed before.
    revision: await readClinicRevision(models, doctor.clinicRev),
    ...exceptionsByKind(exceptions),
    occupied: [...appointments, ...holds].sort(byStart),
    holds: holds.toSorted(byStart),
    settings: clinic[0]?.bookingSettings ?? BOOKING_DEFAULTS,
    guardians: guardians.flatMap(({ userId }) => userId ?? []),
  };
}

/** One query: what concerns the times of these doctors, and what else is asked. */
async function ask<T extends Times>(
  models: Models,
  session: ClientSession,
  asked: readonly Asked[],
  others: readonly object[],
): Promise<T> {
  const { occupancy, exceptions, clinic } = models;
  const kind = 'appointment';
  const ids = asked.map(({ doctorId }) => doctorId);
  const visits = asked.map(({ doctorId, around }) => ({ doctorId, kind, ...meeting(around) }));
  // Found through the index of holds, of which there are never many.
  const holds = { kind: 'hold', expiresAt: { $gt: new Date(0) }, doctorId: oneOf(ids) };
  const near = asked.flatMap(({ doctorId, around }) => exceptionsNearAnywhere(doctorId, around));
  const [found] = await models.doctors.collection
    .aggregate<T>(
      [
        { $match: { _id: ids[0] } },
        { $project: { _id: 1 } },
        lookUp('appointments', occupancy, [{ $match: anyOf(visits) }, { $project: LOCKED_PROJECTION }]),
        lookUp('holds', occupancy, [{ $match: holds }, { $project: { keys: 0 } }]),
        lookUp('exceptions', exceptions, [{ $match: anyOf(near) }]),
        lookUp('clinic', clinic, [{ $match: { _id: 'clinic' } }, { $project: { bookingSettings: 1 } }]),
        ...others,
      ],
      { session },
    )
    .toArray();
  if (found === undefined) {
    throw new Error('a locked doctor is there');
  }
  return found;
}

const anyOf = (conditions: readonly object[]) =>
  conditions.length === 1 ? (conditions[0] ?? {}) : { $or: conditions };
const oneOf = (ids: readonly Types.ObjectId[]) => (ids.length === 1 ? ids[0] : { $in: ids });

const LOCKED_PROJECTION = { ...OCCUPIED_PROJECTION, lane: 1, doctorId: 1 };
const NOBODY = 'nobody';

/** A question of its own, beside the others of the same query. */
function lookUp(
  as: string,
  { collection }: { readonly collection: { readonly collectionName: string } },
  pipeline: readonly object[],
): object {
  return { $lookup: { from: collection.collectionName, pipeline, as } };
}
