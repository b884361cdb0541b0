import type { ClientSession, Connection, Types } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Models } from '../database/models.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Clock } from '../lib/clock.ts';
import { isOver, type LockedSchedule, readLockedSchedule } from '../schedule/locked-schedule.ts';
import type { InstantRange } from '../schedule/schedule.repository.ts';
import type { CommandContext } from './audit.ts';
import type { DoctorsTransaction } from './doctors-transaction.ts';
import { expireHolds, findOverdue } from './expire-holds.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import { inOrder, lockDoctors, lockPatient, type PatientKey, queueKeys, storeNumbers } from './locks.ts';
import { type DoctorsOutcome, recordOutcome } from './record-outcome.ts';
import { type BatchOutcome, runTogether } from './run-together.ts';

export type { CommandContext } from './audit.ts';
export type { DoctorsTransaction } from './doctors-transaction.ts';
export type { DoctorsOutcome } from './record-outcome.ts';

/** What every command needs of the process it runs in. */
export interface CommandDeps {
  readonly connection: Connection;
  readonly models: Models;
  readonly clock: Clock;
  readonly queue: KeyedQueue;
  /** Hears what became of each batch of several, see `runTogether`. */
  readonly batchEnded?: (size: number, outcome: BatchOutcome) => void;
}

export interface DoctorsTarget {
  /** At least one; in any order, also repeated. */
  readonly doctorIds: readonly Types.ObjectId[];
  /** Also locked, after the doctors, when something is decided per patient. */
  readonly patient?: PatientKey;
  /** Whether it will change the offer of each doctor unless it refuses: then the lock takes the number, too. */
  readonly changesOffer?: boolean;
  /** What it is about, when it decides by the schedule of the doctors around that. */
  readonly around?: InstantRange;
  /**
   * Whether it may share a transaction with commands on other doctors, see `runTogether`: it is about one doctor, one
   * patient and a time, changes the offer, and writes by nothing but `insertRecords` and `deleteRecord`.
   */
  readonly joins?: boolean;
  /** Called when it has to wait for its turn; gives what looks then, and throws when there is no point any more. */
  readonly look?: () => () => Promise<void>;
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
  const doctorIds = inOrder(target.doctorIds);
  const command = { context, target: { ...target, doctorIds }, work, finish };
  const keys = queueKeys(doctorIds, target.patient);
  const look = deps.queue.isFree(keys) ? undefined : target.look?.();
  return deps.queue.run(keys, async () => {
    await look?.();
    return target.joins ? join(deps, command) : runAlone(deps, command);
  });
}

interface Command<T> {
  readonly context: CommandContext;
  readonly target: DoctorsTarget;
  work(transaction: DoctorsTransaction): Promise<DoctorsOutcome<T>>;
  readonly finish:
    | ((session: ClientSession, committed: CommittedByAll<T>, now: Date) => Promise<void>)
    | undefined;
}

function runAlone<T>(deps: CommandDeps, command: Command<T>): Promise<CommittedByAll<T>> {
  const { models } = deps;
  const { doctorIds, patient: patientKey, changesOffer = false } = command.target;
  return inTransaction(deps.connection, async (session) => {
    const now = new Date(deps.clock.now());
    const locked = await lockDoctors(models, session, doctorIds, changesOffer);
    const patient = patientKey ? await lockPatient(models, session, patientKey) : null;
    const found = await readTimes(models, session, locked, { ...command.target, patient, now });
    const committed = await decide(models, command, { session, now, patient, ...found });
    await storeNumbers(models, session, locked, changesOffer, committed.seqs);
    return committed;
  });
}

/** The work and all that is written down of it. */
async function decide<T>(
  models: Models,
  { context, work, finish }: Command<T>,
  transaction: DoctorsTransaction,
): Promise<CommittedByAll<T>> {
  const { session, doctors, now } = transaction;
  const outcome = await work(transaction);
  const seqs = await recordOutcome(models, session, context, doctors, outcome, now);
  const committed = { result: outcome.result, seqs };
  await finish?.(session, committed, now);
  return committed;
}

async function join<T>(deps: CommandDeps, command: Command<T>): Promise<CommittedByAll<T>> {
  const {
    doctorIds: [doctorId],
    patient,
    around,
  } = command.target;
  if (doctorId === undefined || patient === undefined || around === undefined) {
    throw new Error('a command that joins others is about one doctor, one patient and a time');
  }
  let committed: CommittedByAll<T> | null = null;
  await runTogether(deps, {
    doctorId,
    patient,
    around,
    async decide(transaction) {
      committed = await decide(deps.models, command, transaction);
    },
    async alone() {
      committed = await runAlone(deps, command);
    },
  });
  if (committed === null) {
    throw new Error('a command that was run has a result');
  }
  return committed;
}

/** What the locked doctors have of times, once the holds that are over have been ended. */
async function readTimes(
  models: Models,
  session: ClientSession,
  locked: readonly DoctorRecord[],
  { around, patient, now }: Pick<DoctorsTarget, 'around'> & Pick<DoctorsTransaction, 'patient' | 'now'>,
): Promise<Pick<DoctorsTransaction, 'doctors' | 'schedules' | 'expired'>> {
  const doctors: DoctorRecord[] = [];
  const schedules: LockedSchedule[] = [];
  let expired = 0;
  for (const one of locked) {
    const schedule = around && (await readLockedSchedule(models, session, one, around, patient?._id ?? null));
    const overdue =
      schedule?.holds.filter((hold) => isOver(hold, now)) ?? (await findOverdue(models, session, one, now));
    const { doctor, count } = await expireHolds(models, session, one, overdue, now);
    doctors.push(doctor);
    expired += count;
    if (schedule !== undefined) {
      const holds = schedule.holds.filter((hold) => !isOver(hold, now));
      const occupied = schedule.occupied.filter((time) => !isOver(time, now));
      schedules.push({ ...schedule, doctor, holds, occupied });
    }
  }
  return { doctors, schedules, expired };
}
