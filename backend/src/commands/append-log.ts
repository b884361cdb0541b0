import type { ClientSession } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { OfferEvent } from '../database/models/log.model.ts';
import type { Models } from '../database/models.ts';

/** Gives a change of a doctor's offer its number and its one row in the log, in the transaction that has the doctor locked. */
export async function appendLog(
  models: Models,
  session: ClientSession,
  doctor: Pick<DoctorRecord, '_id' | 'seq'>,
  event: OfferEvent,
  changedAt: Date,
): Promise<number> {
  const seq = doctor.seq + 1;
  await models.doctors.updateOne({ _id: doctor._id }, { $set: { seq } }, { session });
  await models.availabilityLog.create([{ doctorId: doctor._id, seq, changedAt, event }], { session });
  return seq;
}
