import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError } from '@openslot/shared/errors/app-error';
import { Types, trusted } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import { answerOnce, type IdempotentRequest, storeAnswer } from '../../commands/idempotency.ts';
import type { Models } from '../../database/models.ts';
import { readBookingSettings } from '../../schedule/booking-settings.ts';
import { candidatesOf, withFirstFree } from '../../schedule/choose-doctor.ts';
import { doctorKeys } from '../../schedule/occupancy-keys.ts';
import { heldToBookBy } from '../../schedule/own-hold.ts';
import { requireVisitType } from '../../schedule/require-offered.ts';
import { readClinicRevision, readDoctorRecord } from '../../schedule/schedule.repository.ts';
import { withSlotConflict } from '../../schedule/slot-conflict.ts';
import { type ClaimInput, claimSlot } from './claim-slot.ts';
import { overbookSlot } from './overbook-slot.ts';

export interface BookingInput extends Omit<ClaimInput, 'maxUpcoming'> {
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

async function bookWith(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  input: BookingInput,
  request: IdempotentRequest,
): Promise<Committed<Appointment>> {
  const { overbook } = input;
  const target = { doctorId: new Types.ObjectId(doctorId), patientId: new Types.ObjectId(input.patientId) };
  const look = overbook ? async () => undefined : await obviousRefusals(deps, context, doctorId, input);
  await look();
  const maxUpcoming = await limitFor(deps.models, context);
  return runDoctorCommand(
    deps,
    context,
    { ...target, look },
    (transaction) =>
      overbook
        ? overbookSlot(deps.models, context, transaction, { ...input, reason: overbook.reason })
        : claimSlot(deps.models, context, transaction, { ...input, maxUpcoming }),
    (session, committed, now) => storeAnswer(deps.models, session, request, committed, now),
  );
}

/** Staff are not limited (BK12). */
async function limitFor(models: Models, { actor }: CommandContext): Promise<number | null> {
  return actor.role === 'patient' ? (await readBookingSettings(models)).maxUpcomingPerPatient : null;
}

/** What spares most losers of a race the wait for their turn, and the others a transaction; that decides. */
async function obviousRefusals(
  { models, clock }: CommandDeps,
  { actor }: CommandContext,
  doctorId: string,
  input: BookingInput,
): Promise<() => Promise<void>> {
  const doctor = await readDoctorRecord(models, doctorId);
  const revision = await readClinicRevision(models, doctor.clinicRev);
  const visitType = requireVisitType({ doctor, revision }, input.visitTypeId);
  const start = Date.parse(input.startsAt);
  const keys = doctorKeys(doctorId, start, start + visitType.durationMinutes * 60_000);
  const isOwn = heldToBookBy(actor.userId);
  const isOver = (expiresAt: Date | null) => expiresAt !== null && expiresAt.getTime() <= clock.now();
  return async () => {
    const met = await models.occupancy.find({ keys: trusted({ $in: keys }) }).lean();
    if (met.some((time) => !(isOwn(time) || isOver(time.expiresAt)))) {
      throw new AppError('slot_taken');
    }
  };
}
