import type { Appointment } from '@openslot/shared/contracts/appointments';
import { Types } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runSlotCommand,
} from '../../commands/doctor-command.ts';
import { answerOnce, type IdempotentRequest, storeAnswer } from '../../commands/idempotency.ts';
import type { PatientKey } from '../../commands/locks.ts';
import { candidatesOf, withFirstFree } from '../../schedule/choose-doctor.ts';
import { lookAtTime } from '../../schedule/look-at-time.ts';
import { heldToBookBy } from '../../schedule/own-hold.ts';
import { withSlotConflict } from '../../schedule/slot-conflict.ts';
import { type ClaimInput, claimSlot } from './claim-slot.ts';
import { overbookSlot } from './overbook-slot.ts';

export interface BookingInput extends ClaimInput {
  readonly patient: PatientKey;
  /** Exactly one of the two: whom, or any doctor of which specialty. */
  readonly doctorId?: string | undefined;
  readonly specialty?: string | undefined;
  /** Takes the time whatever stands there (BK15). The caller has decided who may. */
  readonly overbook?: { readonly reason: string } | undefined;
  /** The viewer's, for the day in a refusal. */
  readonly timeZone?: string | undefined;
}

/**
 * Books a slot. The slot engine decides again inside the transaction: what is not offered cannot be booked, by
 * any client; and the database refuses any overlap that would still get through. Where any doctor will do, the next
 * one is tried when somebody else was faster.
 * @throws AppError `slot_taken`, `slot_not_offered` (both with a slot conflict), `patient_busy`, `patient_limit`,
 * `not_found`, `idempotency_key_reused`.
 */
export function bookAppointment(
  deps: CommandDeps,
  context: CommandContext,
  input: BookingInput,
  request: IdempotentRequest,
): Promise<Committed<Appointment>> {
  return answerOnce(deps.models, request, async () => {
    const { visitTypeId, startsAt } = input;
    const isOwn = heldToBookBy(context.actor.userId);
    const candidates = await candidatesOf(deps.models, { ...input, isOwn, now: deps.clock.now() });
    try {
      return await withFirstFree(candidates, (doctorId) => bookWith(deps, context, doctorId, input, request));
    } catch (error) {
      throw await withSlotConflict(deps.models, deps.clock, error, {
        doctorIds: candidates.all,
        visitTypeId,
        startsAt,
        timeZone: input.timeZone,
        isOwn,
      });
    }
  });
}

function bookWith(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  input: BookingInput,
  request: IdempotentRequest,
): Promise<Committed<Appointment>> {
  const { overbook } = input;
  const start = Date.parse(input.startsAt);
  const target = {
    doctorId: new Types.ObjectId(doctorId),
    patient: input.patient,
    changesOffer: true,
    around: { start, end: start + 1 },
  };
  const look = () => lookAtTime(deps, { ...input, doctorId, userId: context.actor.userId });
  return runSlotCommand(
    deps,
    context,
    overbook ? target : { ...target, look, joins: true },
    ({ patient, ...transaction }) => {
      if (patient === null) {
        throw new Error('a booking has locked its patient');
      }
      const locked = { ...transaction, patient };
      return overbook
        ? overbookSlot(deps.models, context, locked, { ...input, reason: overbook.reason })
        : claimSlot(deps.models, context, locked, input);
    },
    (session, committed, now) => storeAnswer(deps.models, session, request, committed, now),
  );
}
