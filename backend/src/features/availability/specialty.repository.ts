import { MAX_DOCTORS_OF_SPECIALTY } from '@openslot/shared/contracts/slots-of-specialty';
import { addDays } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import { Types } from 'mongoose';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { ExceptionRecord } from '../../database/models/exception.model.ts';
import type { Models } from '../../database/models.ts';
import {
  byStart,
  type DoctorSchedule,
  exceptionsByKind,
  findStored,
  type InstantRange,
  LOOK_BACK_DAYS,
  meeting,
  OCCUPIED_PROJECTION,
  type OccupiedRecord,
  occupiedMeeting,
  readClinicRevision,
} from '../../schedule/schedule.repository.ts';

/** Active doctors of a specialty who offer the visit type, by name; at most {@link MAX_DOCTORS_OF_SPECIALTY}. */
export function findOffering(
  models: Models,
  specialty: string,
  visitTypeId: string,
): Promise<DoctorRecord[]> {
  return models.doctors
    .find({ active: true, specialty, visitTypeIds: new Types.ObjectId(visitTypeId) })
    .sort({ name: 1, _id: 1 })
    .collation({ locale: 'en', strength: 1 })
    .limit(MAX_DOCTORS_OF_SPECIALTY)
    .lean();
}

/**
 * As `readDoctorSchedule` for doctors who were read before: two queries however many they are, and one for each
 * revision of the rules that this process has not seen yet.
 */
export async function readSchedules(
  models: Models,
  doctors: readonly DoctorRecord[],
  range: InstantRange,
): Promise<DoctorSchedule[]> {
  if (doctors.length === 0) {
    return [];
  }
  const revisions = new Map<number, DoctorSchedule['revision']>();
  for (const rev of new Set(doctors.map(({ clinicRev }) => clinicRev))) {
    revisions.set(rev, await readClinicRevision(models, rev));
  }
  const exceptions = await findExceptions(models, doctors, range);
  const occupied = await findOccupied(models, doctors, range);
  return doctors.flatMap((doctor) => {
    const [own, revision] = [exceptions.get(String(doctor._id)) ?? [], revisions.get(doctor.clinicRev)];
    return revision === undefined
      ? []
      : {
          doctor,
          revision,
          ...exceptionsByKind(own),
          occupied: occupied.get(String(doctor._id)) ?? [],
        };
  });
}

async function findExceptions(
  models: Models,
  doctors: readonly DoctorRecord[],
  { start, end }: InstantRange,
): Promise<Map<string, ExceptionRecord[]>> {
  const doctorId = { $in: doctors.map(({ _id }) => _id) };
  const found = await findStored(models.exceptions, null, {
    filter: {
      // The doctors stand in each branch: beside them the database would read all there ever was.
      $or: [
        {
          doctorId,
          kind: 'override',
          // A date of UTC's is at most one from the same moment's in any zone.
          date: {
            $gte: addDays(localDateOf('UTC', start), -LOOK_BACK_DAYS - 1),
            $lte: addDays(localDateOf('UTC', end), 2),
          },
        },
        { doctorId, kind: 'unavailability', ...meeting({ start, end }) },
      ],
    },
  });
  return byDoctor(found);
}

async function findOccupied(
  models: Models,
  doctors: readonly DoctorRecord[],
  range: InstantRange,
): Promise<Map<string, OccupiedRecord[]>> {
  const doctorId = { $in: doctors.map(({ _id }) => _id) };
  const found = await findStored(models.occupancy, null, {
    filter: { doctorId, ...occupiedMeeting(range) },
    projection: { ...OCCUPIED_PROJECTION, doctorId: 1 },
  });
  return byDoctor(found.toSorted(byStart));
}

function byDoctor<T extends { readonly doctorId: Types.ObjectId }>(records: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const key = String(record.doctorId);
    const group = groups.get(key) ?? [];
    group.push(record);
    groups.set(key, group);
  }
  return groups;
}
