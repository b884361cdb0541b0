import type { EpochMs } from '@openslot/shared/time/zone';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Models } from '../database/models.ts';
import { sharedReads } from '../lib/shared-reads.ts';
import { keptDoctors } from './kept-doctors.ts';
import { type DoctorSchedule, type InstantRange, readDoctorSchedule } from './schedule.repository.ts';

/** Of doctors for whom many are refused at one moment; there are not many of them. */
const MAX_KEPT = 20;

interface Kept {
  readonly seq: number;
  readonly schedule: Promise<DoctorSchedule>;
}

export interface KeptSchedules {
  /** A doctor as they are now; many who ask at one moment share a query. */
  readDoctor(doctorId: string): Promise<DoctorRecord | undefined>;
  /** The schedule of a doctor who was just read, read once for each number; nobody may change it. */
  readSchedule(doctor: DoctorRecord, range: InstantRange, now: EpochMs): Promise<DoctorSchedule>;
}

const ofModels = new WeakMap<Models, KeptSchedules>();

/** What the losers of a race all ask for, of one process. */
export function keptSchedules(models: Models): KeptSchedules {
  const known = ofModels.get(models) ?? keep(models);
  ofModels.set(models, known);
  return known;
}

function keep(models: Models): KeptSchedules {
  const kept = new Map<string, Kept>();
  return {
    readDoctor: sharedReads(keptDoctors(models)),
    async readSchedule(doctor, range, now) {
      const key = `${doctor._id}|${range.start}|${range.end}`;
      const known = kept.get(key);
      const schedule = known?.seq === doctor.seq ? await known.schedule : null;
      if (schedule?.occupied.every(({ expiresAt }) => isLasting(expiresAt, now))) {
        return schedule;
      }
      const read = readDoctorSchedule(models, doctor, range);
      const entry = { seq: doctor.seq, schedule: read };
      read.catch(() => kept.get(key) === entry && kept.delete(key));
      kept.delete(key);
      kept.set(key, entry);
      for (const oldest of [...kept.keys()].slice(0, -MAX_KEPT)) {
        kept.delete(oldest);
      }
      return read;
    },
  };
}

/** A hold that is over by what is known of it may have been renewed meanwhile, which changes no number. */
function isLasting(expiresAt: Date | null, now: EpochMs): boolean {
  return expiresAt === null || expiresAt.getTime() > now;
}
