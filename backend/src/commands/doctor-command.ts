import type { ClientSession, Types } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Notice, OfferEvent } from '../database/models/log.model.ts';
import type { AuditInput } from './audit.ts';
import { type CommandContext, type CommandDeps, runDoctorsCommand } from './doctors-command.ts';

export type { CommandContext, CommandDeps } from './doctors-command.ts';

export interface DoctorCommandTarget {
  readonly doctorId: Types.ObjectId;
  /** Also locked, after the doctor, when something is decided per patient. */
  readonly patientId?: Types.ObjectId;
  readonly look?: () => Promise<void>;
}

export interface DoctorTransaction {
  readonly session: ClientSession;
  /** As it is after the first write of this command, and after the holds that are over were deleted. */
  readonly doctor: DoctorRecord;
  readonly now: Date;
  /** How many holds were found to be over, and deleted. */
  readonly expired: number;
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
 * The writer's door of one doctor: {@link runDoctorsCommand} for the usual case.
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
  const { doctorId, ...rest } = target;
  const seqOf = (seqs: ReadonlyMap<string, number>) => seqs.get(String(doctorId)) ?? 0;
  const { result, seqs } = await runDoctorsCommand<T>(
    deps,
    context,
    { ...rest, doctorIds: [doctorId] },
    async ({ doctors: [doctor], ...transaction }) => {
      if (doctor === undefined) {
        throw new Error('a command runs with its doctor locked');
      }
      const { event, ...outcome } = await work({ ...transaction, doctor });
      return { ...outcome, events: event === null ? [] : [{ doctorId, event }] };
    },
    finish && ((session, { result, seqs }, now) => finish(session, { result, seq: seqOf(seqs) }, now)),
  );
  return { result, seq: seqOf(seqs) };
}
