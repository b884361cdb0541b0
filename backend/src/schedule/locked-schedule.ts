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
  exceptionsNear,
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

interface Found {
  readonly appointments: LockedTime[];
  readonly holds: HoldRecord[];
  readonly exceptions: ExceptionRecord[];
  readonly clinic: Pick<ClinicRecord, 'bookingSettings'>[];
  readonly guardians: Pick<PatientRecord, 'userId'>[];
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
  // The doctor followed it before this transaction, so it was committed before.
  const revision = await readClinicRevision(models, doctor.clinicRev);
  const [found] = await models.doctors.collection
    .aggregate<Found>(questions(models, doctor, around, patientId), { session })
    .toArray();
  if (found === undefined) {
    throw new Error('a locked doctor is there');
  }
  const { appointments, holds, exceptions } = found;
  return {
    doctor,
    revision,
    ...exceptionsByKind(exceptions),
    occupied: [...appointments, ...holds].sort(byStart),
    holds: holds.sort(byStart),
    settings: found.clinic[0]?.bookingSettings ?? BOOKING_DEFAULTS,
    guardians: found.guardians.flatMap(({ userId }) => userId ?? []),
  };
}

function questions(
  models: Models,
  doctor: DoctorRecord,
  around: InstantRange,
  patientId: Types.ObjectId | null,
): object[] {
  const doctorId = doctor._id;
  // Found through the index of holds, of which there are never many.
  const holds = { kind: 'hold', expiresAt: { $gt: new Date(0) }, doctorId };
  const { occupancy, clinic, patients } = models;
  return [
    { $match: { _id: doctorId } },
    { $project: { _id: 1 } },
    find('appointments', occupancy, { doctorId, kind: 'appointment', ...meeting(around) }, LOCKED_PROJECTION),
    find('holds', occupancy, holds, { keys: 0 }),
    find('exceptions', models.exceptions, { $or: exceptionsNear(doctor, around) }),
    find('clinic', clinic, { _id: 'clinic' }, { bookingSettings: 1 }),
    find('guardians', patients, { guardianOf: patientId ?? NOBODY }, { userId: 1 }),
  ];
}

const LOCKED_PROJECTION = { ...OCCUPIED_PROJECTION, lane: 1 };
const NOBODY = 'nobody';

/** A question of its own, beside the others of the same query. */
function find(
  as: keyof Found,
  { collection }: { readonly collection: { readonly collectionName: string } },
  filter: object,
  projection?: object,
): object {
  const pipeline = [{ $match: filter }, ...(projection ? [{ $project: projection }] : [])];
  return { $lookup: { from: collection.collectionName, pipeline, as } };
}
