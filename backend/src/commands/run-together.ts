import { AppError } from '@openslot/shared/errors/app-error';
import type { ClientSession, Connection, Types } from 'mongoose';
import { GatheredWrites, gatherWrites } from '../database/gathered-writes.ts';
import type { PatientRecord } from '../database/models/patient.model.ts';
import type { Models } from '../database/models.ts';
import { inTransactionOnce } from '../database/transaction.ts';
import { Batches } from '../lib/batches.ts';
import type { Clock } from '../lib/clock.ts';
import { isOver, readLockedTogether } from '../schedule/locked-schedule.ts';
import type { InstantRange } from '../schedule/schedule.repository.ts';
import type { DoctorsTransaction } from './doctors-transaction.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import { giveNumbersBack, isPatientOf, lockDoctorsTogether, lockPatientsTogether } from './lock-together.ts';
import type { PatientKey } from './locks.ts';

/**
 * A transaction takes as long for ten as for one, and two at a time share the database: one batch of a process after the
 * other, and after a larger one a rest, in which those whom it answered have asked again.
 */
const LIMITS = { maxSize: 16, patienceMs: 100, restMs: 15 };

/** A command on one doctor and one patient that changes the offer unless it refuses. */
export interface Joining {
  readonly doctorId: Types.ObjectId;
  readonly patient: PatientKey;
  readonly around: InstantRange;
  /**
   * Decides under the locks. What it writes it writes by `insertRecords` and `deleteRecord`, and it reads nothing of what
   * it has written. The offer changes unless it refuses.
   */
  decide(transaction: DoctorsTransaction): Promise<void>;
  /** The same in a transaction of its own, repeated where it conflicts. */
  alone(): Promise<void>;
}

/** What became of a command: it is done, it was refused, or nothing of it was written and it has to be run alone. */
type Joined = { readonly as: 'done' | 'apart' } | { readonly as: 'refused'; readonly error: AppError };

/** `apart`: nothing of the batch was committed, and each of it is run by itself. */
export type BatchOutcome = 'together' | 'apart';

interface Deps {
  readonly connection: Connection;
  readonly models: Models;
  readonly clock: Clock;
  readonly queue: KeyedQueue;
  /** Hears what became of each batch of several. */
  readonly batchEnded?: (size: number, outcome: BatchOutcome) => void;
}

/** Only who holds their turns in the same queue share a batch. */
const batches = new WeakMap<KeyedQueue, Batches<Joining, Joined>>();

/**
 * Group commit: commands on different doctors that come while others are under way share one transaction, and with it
 * locks, reads, writes and the commit, each of which costs the database as much for ten as for one. They must hold the
 * turns of their doctors and patients in the queue of this process. Whatever one transaction cannot do for all is done
 * by each in one of its own: a conflict with another process, a duplicate key, and what `lockAll` leaves out.
 * @throws what `alone` throws, and what the database says where it cannot be known whether it has committed.
 */
export async function runTogether(deps: Deps, command: Joining): Promise<void> {
  const here = batches.get(deps.queue) ?? new Batches<Joining, Joined>(LIMITS, (all) => runBatch(deps, all));
  batches.set(deps.queue, here);
  const joined = await here.add(command);
  if (joined.as === 'refused') {
    throw joined.error;
  }
  if (joined.as === 'apart') {
    await command.alone();
  }
}

const APART: Joined = { as: 'apart' };
const DONE: Joined = { as: 'done' };

async function runBatch(deps: Deps, commands: readonly Joining[]): Promise<readonly Joined[]> {
  const [first, second] = commands;
  if (first !== undefined && second === undefined) {
    await first.alone();
    return [DONE];
  }
  const committed = await inTransactionOnce(deps.connection, (session) =>
    commitTogether(deps, session, commands),
  );
  deps.batchEnded?.(commands.length, committed === null ? 'apart' : 'together');
  return committed?.result ?? commands.map(() => APART);
}

/** @throws whatever is in the way of a common transaction */
async function commitTogether(
  { models, clock }: Deps,
  session: ClientSession,
  commands: readonly Joining[],
): Promise<Joined[]> {
  const now = new Date(clock.now());
  const transactions = await lockAll(models, session, commands, now);
  const all = new GatheredWrites();
  const joined: Joined[] = [];
  for (const [index, command] of commands.entries()) {
    const transaction = transactions[index];
    joined.push(transaction ? await decide(command, transaction, all) : APART);
  }
  const unused = commands.filter((_, index) => joined[index] !== DONE);
  await giveNumbersBack(
    models,
    session,
    unused.map(({ doctorId }) => doctorId),
  );
  await all.send(session);
  return joined;
}

/** What it writes goes with `all`, unless it refuses. */
async function decide(
  command: Joining,
  transaction: DoctorsTransaction,
  all: GatheredWrites,
): Promise<Joined> {
  try {
    all.add(await gatherWrites(transaction.session, () => command.decide(transaction)));
    return DONE;
  } catch (error) {
    if (error instanceof AppError) {
      return { as: 'refused', error };
    }
    throw error;
  }
}

/**
 * What each command decides by. Null for one that has to be run by itself: there is no such doctor or patient, the patient
 * is another command's as well, or the doctor has holds that are over, which is a change of its own.
 */
async function lockAll(
  models: Models,
  session: ClientSession,
  commands: readonly Joining[],
  now: Date,
): Promise<(DoctorsTransaction | null)[]> {
  const doctorIds = commands.map(({ doctorId }) => doctorId);
  await lockDoctorsTogether(models, session, doctorIds);
  const keys = commands.map(({ patient }) => patient);
  const which = await lockPatientsTogether(models, session, keys);
  const locked = await readLockedTogether(models, session, commands, which);
  const transactions: (DoctorsTransaction | null)[] = [];
  const known = new Set<PatientRecord>();
  for (const { doctorId, patient: key } of commands) {
    const counted = locked.doctors.find(({ _id }) => _id.equals(doctorId));
    const patient = locked.patients.find((one) => isPatientOf(key, one));
    if (counted === undefined || patient === undefined || known.has(patient)) {
      transactions.push(null);
      continue;
    }
    known.add(patient);
    // The lock has taken the number of the change; the commands know the last one used.
    const doctor = { ...counted, seq: counted.seq - 1 };
    const schedule = await locked.scheduleOf(doctor, patient);
    const isClear = !schedule.holds.some((hold) => isOver(hold, now));
    const ofDoctor = { doctors: [doctor], schedules: [schedule], expired: 0 };
    transactions.push(isClear ? { session, now, patient, ...ofDoctor } : null);
  }
  return transactions;
}
