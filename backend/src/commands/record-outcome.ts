import { type ClientSession, Types } from 'mongoose';
import { insertRecords } from '../database/insert-records.ts';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Notice, NoticeRecord, OfferEvent } from '../database/models/log.model.ts';
import type { Models } from '../database/models.ts';
import { appendLog } from './append-log.ts';
import { type AuditInput, type CommandContext, recordAudits } from './audit.ts';

export interface DoctorsOutcome<T> {
  readonly result: T;
  /** The changes of the offers that patients could notice; each takes the next sequence number of its doctor. */
  readonly events: readonly { readonly doctorId: Types.ObjectId; readonly event: OfferEvent }[];
  readonly notices?: readonly Notice[];
  /** Null only when nothing was changed. Recorded for each doctor whose offer changed, otherwise for the first. */
  readonly audit: AuditInput | null;
}

/** Writes down what happened: log, notices, audit. @returns the numbers of the offers afterwards. */
export async function recordOutcome(
  models: Models,
  session: ClientSession,
  { actor, requestId = null }: CommandContext,
  doctors: readonly DoctorRecord[],
  { events, notices = [], audit }: Omit<DoctorsOutcome<unknown>, 'result'>,
  at: Date,
): Promise<Map<string, number>> {
  const seqs = new Map(doctors.map((doctor) => [String(doctor._id), doctor.seq]));
  const changed: DoctorRecord[] = [];
  for (const { doctorId, event } of events) {
    const doctor = doctors.find(({ _id }) => _id.equals(doctorId));
    if (doctor === undefined || changed.includes(doctor)) {
      throw new Error('a command changes the offers of the doctors it has locked, each once');
    }
    changed.push(doctor);
    seqs.set(String(doctorId), await appendLog(models, session, doctor, event, at));
  }
  const [first] = changed.length > 0 ? changed : doctors;
  const about = { doctorId: first?._id ?? null, rev: first?.rev ?? null, at };
  const told = notices.map((notice): NoticeRecord => ({ _id: new Types.ObjectId(), ...notice, ...about }));
  await insertRecords(models.notices, session, told);
  const rows = (changed.length > 0 ? changed : doctors.slice(0, 1)).map(({ _id: doctorId }) => {
    const seq = changed.length > 0 ? (seqs.get(String(doctorId)) ?? null) : null;
    return { at, actor, doctorId, seq, requestId };
  });
  await recordAudits(models, session, audit === null ? [] : rows.map((row) => ({ ...row, ...audit })));
  return seqs;
}
