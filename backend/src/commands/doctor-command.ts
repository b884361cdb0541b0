import type { ClientSession, Types } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Notice, OfferEvent } from '../database/models/log.model.ts';
import type { LockedSchedule } from '../schedule/locked-schedule.ts';
import type { InstantRange } from '../schedule/schedule.repository.ts';
import type { AuditInput } from './audit.ts';
import {
  type CommandContext,
  type CommandDeps,
  type DoctorsTarget,
  type DoctorsTransaction,
  runDoctorsCommand,
} from './doctors-command.ts';

export type { CommandContext, CommandDeps } from './doctors-command.ts';

export interface DoctorCommandTarget extends Omit<DoctorsTarget, 'doctorIds'> {
  readonly doctorId: Types.ObjectId;
}

export interface DoctorTransaction extends Omit<DoctorsTransaction, 'doctors' | 'schedules'> {
  /** As it is after the first write of this command, and after the holds that are over were deleted. */
  readonly doctor: DoctorRecord;
  /** Around the instants that were asked for. */
  readonly schedule?: LockedSchedule;
}

/** Of a command that takes or gives a time. */
export interface SlotTransaction extends DoctorTransaction {
  readonly schedule: LockedSchedule;
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
    async ({ doctors: [doctor], schedules: [schedule], ...transaction }) => {
      if (doctor === undefined) {
        throw new Error('a command runs with its doctor locked');
      }
      const { event, ...outcome } = await work({ ...transaction, doctor, ...(schedule && { schedule }) });
      return { ...outcome, events: event === null ? [] : [{ doctorId, event }] };
    },
    finish && ((session, { result, seqs }, now) => finish(session, { result, seq: seqOf(seqs) }, now)),
  );
  return { result, seq: seqOf(seqs) };
}

/** {@link runDoctorCommand} for what takes or gives a time: it decides by the doctor's schedule around that time. */
export function runSlotCommand<T>(
  deps: CommandDeps,
  context: CommandContext,
  target: DoctorCommandTarget & { readonly around: InstantRange },
  work: (transaction: SlotTransaction) => Promise<DoctorOutcome<T>>,
  finish?: (session: ClientSession, committed: Committed<T>, now: Date) => Promise<void>,
): Promise<Committed<T>> {
  return runDoctorCommand(
    deps,
    context,
    target,
    ({ schedule, ...transaction }) => {
      if (schedule === undefined) {
        throw new Error('a slot command has read the schedule');
      }
      return work({ ...transaction, schedule });
    },
    finish,
  );
}
