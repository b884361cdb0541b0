import { Types } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Models } from '../database/models.ts';
import { findStored } from './schedule.repository.ts';

/** Records of a few kilobytes each; of a clinic with more doctors, those asked for last. */
const MAX_KEPT = 1_000;

/** Several doctors as they are now, by id, each 24 hexadecimal digits. Unknown ones are absent; nobody may change what is found. */
export type ReadDoctors = (doctorIds: readonly string[]) => Promise<ReadonlyMap<string, DoctorRecord>>;

interface Found {
  readonly _id: Types.ObjectId;
  /** Absent when it is as it was last time. */
  readonly record?: DoctorRecord;
}

const ofModels = new WeakMap<Models, ReadDoctors>();

/**
 * Asks the database each time, in one query, but has it send only the records that changed since they were last read
 * by this process: taking two dozen unchanged ones in again costs as much as asking.
 */
export function keptDoctors(models: Models): ReadDoctors {
  const known = ofModels.get(models) ?? keep(models);
  ofModels.set(models, known);
  return known;
}

function keep(models: Models): ReadDoctors {
  const kept = new Map<string, DoctorRecord>();
  return async (doctorIds) => {
    const known = doctorIds.flatMap((id) => kept.get(id) ?? []);
    const found = await findStored<DoctorRecord, Found>(models.doctors, null, {
      filter: { _id: { $in: doctorIds.map((id) => new Types.ObjectId(id)) } },
      projection: { record: { $cond: [{ $in: [VERSION, known.map(versionOf)] }, '$$REMOVE', '$$ROOT'] } },
    });
    const before = new Map(known.map((record) => [String(record._id), record]));
    const now = new Map<string, DoctorRecord>();
    for (const { _id, record = before.get(String(_id)) } of found) {
      if (record !== undefined) {
        now.set(String(_id), record);
      }
    }
    remember(kept, now);
    return now;
  };
}

/** Every command on a doctor gives the record another `rev`. */
const VERSION = { id: '$_id', rev: '$rev', seq: '$seq' };

function versionOf({ _id, rev, seq }: DoctorRecord): Record<keyof typeof VERSION, unknown> {
  return { id: _id, rev, seq };
}

/** The map stays in order of use. */
function remember(kept: Map<string, DoctorRecord>, read: ReadonlyMap<string, DoctorRecord>): void {
  for (const [id, record] of read) {
    kept.delete(id);
    kept.set(id, record);
  }
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_KEPT) {
      break;
    }
    kept.delete(oldest);
  }
}
