import { type ClientSession, Types } from 'mongoose';
import { insertRecords } from '../database/insert-records.ts';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { OfferEvent } from '../database/models/log.model.ts';
import type { Models } from '../database/models.ts';

/**
 * Writes the one row of a change of a locked doctor's offer. The number is stored with the doctor at the end of the
 * transaction, see `storeNumbers`.
 * @returns the number of the change
 */
export async function appendLog(
  models: Models,
  session: ClientSession,
  doctor: Pick<DoctorRecord, '_id' | 'seq'>,
  event: OfferEvent,
  changedAt: Date,
): Promise<number> {
  const seq = doctor.seq + 1;
  const row = { _id: new Types.ObjectId(), doctorId: doctor._id, seq, changedAt, event };
  await insertRecords(models.availabilityLog, session, [row]);
  return seq;
}
