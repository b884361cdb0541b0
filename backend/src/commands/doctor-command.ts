import { AppError } from '@openslot/shared/errors/app-error';
import type { ClientSession, Connection, Types } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Notice, OfferEvent } from '../database/models/log.model.ts';
import type { Models } from '../database/models.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Clock } from '../lib/clock.ts';
import { type AuditInput, type CommandActor, recordAudit } from './audit.ts';
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

export interface DoctorCommandTarget {
  readonly doctorId: Types.ObjectId;
  /** Also locked, after the doctor, when something is decided per patient. */
  readonly patientId?: Types.ObjectId;
}

export interface DoctorTransaction {
  readonly session: ClientSession;
  /** As it is after the first write of this command. */
  readonly doctor: DoctorRecord;
  readonly now: Date;
}

export interface DoctorOutcome<T> {
  readonly result: T;
  /** The change of the offer; null when patients could not notice it. Takes the next sequence number. */
  readonly event: OfferEvent | null;
  readonly notices?: readonly Notice[];
  /** Null only when nothing was changed. */
  readonly audit: AuditInput | null;
}

export interface Committed<T> {
  readonly result: T;
  /** The doctor's sequence number after the command. */
  readonly seq: number;
}

/**
 * The one writer's door of a doctor. In a single transaction: the write on the doctor that makes two commands
 * conflict, the work, one log row if the offer changed, the notices and the audit row. Nothing is pushed from
 * here; what was committed to the log is pushed by the tail of each process.
 *
 * `work` may run several times; `finish`, when given, runs last inside the transaction and sees the sequence number.
 * @throws AppError `not_found` for an unknown doctor, `busy` under too much contention, and whatever `work` refuses.
 */
export async function runDoctorCommand<T>(
  deps: CommandDeps,
  context: CommandContext,
  target: DoctorCommandTarget,
  work: (transaction: DoctorTransaction) => Promise<DoctorOutcome<T>>,
  finish?: (session: ClientSession, committed: Committed<T>, now: Date) => Promise<void>,
): Promise<Committed<T>> {
  const keys = [`doctor:${target.doctorId}`, ...(target.patientId ? [`patient:${target.patientId}`] : [])];
  return deps.queue.run(keys, () =>
    inTransaction(deps.connection, async (session) => {
      const now = new Date(deps.clock.now());
      const doctor = await lock(deps.models, session, target);
      const outcome = await work({ session, doctor, now });
      const seq = await log(deps.models, session, doctor, outcome, now);
      if (outcome.audit !== null) {
        const seqOfRow = outcome.event === null ? null : seq;
        const { actor, requestId = null } = context;
        await recordAudit(
          deps.models,
          session,
          { at: now, actor, doctorId: doctor._id, seq: seqOfRow, requestId },
          outcome.audit,
        );
      }
      const committed = { result: outcome.result, seq };
      await finish?.(session, committed, now);
      return committed;
    }),
  );
}

async function lock(
  models: Models,
  session: ClientSession,
  target: DoctorCommandTarget,
): Promise<DoctorRecord> {
  const doctor = await models.doctors
    .findOneAndUpdate({ _id: target.doctorId }, { $inc: { rev: 1 } }, { session, returnDocument: 'after' })
    .lean();
  if (doctor === null) {
    throw new AppError('not_found');
  }
  if (target.patientId !== undefined) {
    const patient = await models.patients.updateOne(
      { _id: target.patientId },
      { $inc: { rev: 1 } },
      { session },
    );
    if (patient.matchedCount === 0) {
      throw new AppError('not_found');
    }
  }
  return doctor;
}

async function log<T>(
  models: Models,
  session: ClientSession,
  doctor: DoctorRecord,
  outcome: DoctorOutcome<T>,
  now: Date,
): Promise<number> {
  const seq = outcome.event === null ? doctor.seq : doctor.seq + 1;
  if (outcome.event !== null) {
    await models.doctors.updateOne({ _id: doctor._id }, { $set: { seq } }, { session });
    await models.availabilityLog.create(
      [{ doctorId: doctor._id, seq, changedAt: now, event: outcome.event }],
      {
        session,
      },
    );
  }
  for (const notice of outcome.notices ?? []) {
    await models.notices.create([{ ...notice, doctorId: doctor._id, rev: doctor.rev, at: now }], { session });
  }
  return seq;
}
