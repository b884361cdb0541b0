import type { ClientSession, Connection, Types } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { PatientRecord } from '../database/models/patient.model.ts';
import type { Models } from '../database/models.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Clock } from '../lib/clock.ts';
import { type LockedSchedule, readLockedSchedule } from '../schedule/locked-schedule.ts';
import type { InstantRange } from '../schedule/schedule.repository.ts';
import type { CommandContext } from './audit.ts';
import { expireHolds, findOverdue } from './expire-holds.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import { inOrder, lockDoctors, lockPatient, type PatientKey, queueKeys, storeNumbers } from './locks.ts';
import { type DoctorsOutcome, recordOutcome } from './record-outcome.ts';

export type { CommandContext } from './audit.ts';
export type { DoctorsOutcome } from './record-outcome.ts';

/** What every command needs of the process it runs in. */
export interface CommandDeps {
  readonly connection: Connection;
  readonly models: Models;
  readonly clock: Clock;
  readonly queue: KeyedQueue;
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
  /** Called when it has to wait for its turn; gives what looks then, and throws when there is no point any more. */
  readonly look?: () => () => Promise<void>;
}

export interface DoctorsTransaction {
  readonly session: ClientSession;
  readonly now: Date;
  /** Each of them once, after the first write of this command, in ascending order of id. `seq` is the last one used. */
  readonly doctors: readonly DoctorRecord[];
  /** Of each of them around the instants that were asked for, else none. Holds that were over are gone. */
  readonly schedules: readonly LockedSchedule[];
  /** The one that was asked for, after its first write. */
  readonly patient: PatientRecord | null;
  /** How many holds of these doctors were found to be over, and deleted. */
  readonly expired: number;
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
  const { patient: patientKey, changesOffer = false } = target;
  const keys = queueKeys(doctorIds, patientKey);
  const look = deps.queue.isFree(keys) ? undefined : target.look?.();
  return deps.queue.run(keys, async () => {
    await look?.();
    return inTransaction(deps.connection, async (session) => {
      const now = new Date(deps.clock.now());
      const locked = await lockDoctors(models, session, doctorIds, changesOffer);
      const patient = patientKey ? await lockPatient(models, session, patientKey) : null;
      const found = await readTimes(models, session, locked, { ...target, patient, now });
      const outcome = await work({ session, now, patient, ...found });
      const seqs = await recordOutcome(models, session, context, found.doctors, outcome, now);
      await storeNumbers(models, session, locked, changesOffer, seqs);
      const committed = { result: outcome.result, seqs };
      await finish?.(session, committed, now);
      return committed;
    });
  });
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
  const isOver = ({ expiresAt }: { expiresAt: Date | null }) => expiresAt !== null && expiresAt <= now;
  for (const one of locked) {
    const schedule = around && (await readLockedSchedule(models, session, one, around, patient?._id ?? null));
    const overdue = schedule?.holds.filter(isOver) ?? (await findOverdue(models, session, one, now));
    const { doctor, count } = await expireHolds(models, session, one, overdue, now);
    doctors.push(doctor);
    expired += count;
    if (schedule !== undefined) {
      const holds = schedule.holds.filter((hold) => !isOver(hold));
      const occupied = schedule.occupied.filter((time) => !isOver(time));
      schedules.push({ ...schedule, doctor, holds, occupied });
    }
  }
  return { doctors, schedules, expired };
}
