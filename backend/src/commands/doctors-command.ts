import { AppError } from '@openslot/shared/errors/app-error';
import type { ClientSession, Connection, Types } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Notice, OfferEvent } from '../database/models/log.model.ts';
import type { Models } from '../database/models.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Clock } from '../lib/clock.ts';
import { appendLog } from './append-log.ts';
import { type AuditInput, type CommandActor, recordAudit } from './audit.ts';
import { expireHolds } from './expire-holds.ts';
import type { KeyedQueue } from './keyed-queue.ts';

/** What every command needs of the process it runs in. */
export interface CommandDeps {
  readonly connection: Connection;
  readonly models: Models;
  readonly clock: Clock;
  readonly queue: KeyedQueue;
}

export interface CommandContext {
  readonly actor: CommandActor;
  readonly requestId?: string | null;
}

/** Who has waited longer for their turn looks again before locking anything. */
const LOOK_AFTER_MS = 10;

export interface DoctorsTarget {
  /** At least one; in any order, also repeated. */
  readonly doctorIds: readonly Types.ObjectId[];
  /** Also locked, after the doctors, when something is decided per patient. */
  readonly patientId?: Types.ObjectId;
  /** A cheap look when it is this command's turn after a wait; throws when there is no point any more. */
  readonly look?: () => Promise<void>;
}

export interface DoctorsTransaction {
  readonly session: ClientSession;
  readonly now: Date;
  /** Each of them once, as they are after the first write of this command, in ascending order of id. */
  readonly doctors: readonly DoctorRecord[];
  /** How many holds of these doctors were found to be over, and deleted. */
  readonly expired: number;
}

export interface DoctorsOutcome<T> {
  readonly result: T;
  /** The changes of the offers that patients could notice; each takes the next sequence number of its doctor. */
  readonly events: readonly { readonly doctorId: Types.ObjectId; readonly event: OfferEvent }[];
  readonly notices?: readonly Notice[];
  /** Null only when nothing was changed. Recorded for each doctor whose offer changed, otherwise for the first. */
  readonly audit: AuditInput | null;
}

export interface CommittedByAll<T> {
  readonly result: T;
  /** By doctor, in hex: the sequence number after the command. */
  readonly seqs: ReadonlyMap<string, number>;
}

/**
 * The writers' door, of one doctor or several. In a single transaction: the write on each doctor that makes two
 * commands conflict, in ascending order of id, so that no two commands wait for each other; the holds that are over;
 * the work; one log row for each changed offer, the notices and the audit rows. Nothing is pushed from here; what was
 * committed to the log is pushed by the tail of each process.
 *
 * `work` may run several times; `finish`, when given, runs last inside the transaction.
 * @throws AppError `not_found` for an unknown doctor or patient, `busy` under too much contention, and whatever `work` refuses.
 */
export async function runDoctorsCommand<T>(
  deps: CommandDeps,
  context: CommandContext,
  target: DoctorsTarget,
  work: (transaction: DoctorsTransaction) => Promise<DoctorsOutcome<T>>,
  finish?: (session: ClientSession, committed: CommittedByAll<T>, now: Date) => Promise<void>,
): Promise<CommittedByAll<T>> {
  const { models } = deps;
  const doctorIds = inOrder(target.doctorIds);
  const { patientId } = target;
  const keys = [...doctorIds.map((id) => `doctor:${id}`), ...(patientId ? [`patient:${patientId}`] : [])];
  const asked = performance.now();
  return deps.queue.run(keys, async () => {
    if (performance.now() - asked > LOOK_AFTER_MS) {
      await target.look?.();
    }
    return inTransaction(deps.connection, async (session) => {
      const now = new Date(deps.clock.now());
      const locked = await lock(models, session, doctorIds, patientId);
      const { doctors, expired } = await expireAll(models, session, locked, now);
      const outcome = await work({ session, now, doctors, expired });
      const seqs = await record(models, session, context, doctors, outcome, now);
      const committed = { result: outcome.result, seqs };
      await finish?.(session, committed, now);
      return committed;
    });
  });
}

/** The same order in every process, in the queue and in the database. */
function inOrder(ids: readonly Types.ObjectId[]): Types.ObjectId[] {
  return [...new Map(ids.map((id) => [String(id), id]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, id]) => id);
}

async function lock(
  models: Models,
  session: ClientSession,
  doctorIds: readonly Types.ObjectId[],
  patientId: Types.ObjectId | undefined,
): Promise<DoctorRecord[]> {
  const doctors: DoctorRecord[] = [];
  for (const _id of doctorIds) {
    const doctor = await models.doctors
      .findOneAndUpdate({ _id }, { $inc: { rev: 1 } }, { session, returnDocument: 'after' })
      .lean();
    if (doctor === null) {
      throw new AppError('not_found');
    }
    doctors.push(doctor);
  }
  if (patientId !== undefined) {
    const patient = await models.patients.updateOne({ _id: patientId }, { $inc: { rev: 1 } }, { session });
    if (patient.matchedCount === 0) {
      throw new AppError('not_found');
    }
  }
  return doctors;
}

async function expireAll(
  models: Models,
  session: ClientSession,
  locked: readonly DoctorRecord[],
  now: Date,
): Promise<Pick<DoctorsTransaction, 'doctors' | 'expired'>> {
  const doctors: DoctorRecord[] = [];
  let expired = 0;
  for (const one of locked) {
    const { doctor, count } = await expireHolds(models, session, one, now);
    doctors.push(doctor);
    expired += count;
  }
  return { doctors, expired };
}

/** Writes down what happened: log, notices, audit. @returns the numbers of the offers afterwards. */
async function record<T>(
  models: Models,
  session: ClientSession,
  { actor, requestId = null }: CommandContext,
  doctors: readonly DoctorRecord[],
  outcome: DoctorsOutcome<T>,
  at: Date,
): Promise<Map<string, number>> {
  const seqs = new Map(doctors.map((doctor) => [String(doctor._id), doctor.seq]));
  const changed: DoctorRecord[] = [];
  for (const { doctorId, event } of outcome.events) {
    const doctor = doctors.find(({ _id }) => _id.equals(doctorId));
    if (doctor === undefined || changed.includes(doctor)) {
      throw new Error('a command changes the offers of the doctors it has locked, each once');
    }
    changed.push(doctor);
    seqs.set(String(doctorId), await appendLog(models, session, doctor, event, at));
  }
  const [first] = changed.length > 0 ? changed : doctors;
  for (const notice of outcome.notices ?? []) {
    const about = { doctorId: first?._id ?? null, rev: first?.rev ?? null };
    await models.notices.create([{ ...notice, ...about, at }], { session });
  }
  const { audit } = outcome;
  for (const doctor of changed.length > 0 ? changed : doctors.slice(0, 1)) {
    const seq = changed.length > 0 ? (seqs.get(String(doctor._id)) ?? null) : null;
    if (audit !== null) {
      await recordAudit(models, session, { at, actor, doctorId: doctor._id, seq, requestId }, audit);
    }
  }
  return seqs;
}
