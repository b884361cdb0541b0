import type { Hold } from '@openslot/shared/contracts/holds';
import { AppError } from '@openslot/shared/errors/app-error';
import { type ClientSession, Types, trusted } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  type DoctorOutcome,
  runSlotCommand,
  type SlotTransaction,
} from '../../commands/doctor-command.ts';
import { answerOnce, type IdempotentRequest, storeAnswer } from '../../commands/idempotency.ts';
import type { VisitTypeRecord } from '../../database/models/clinic.model.ts';
import type { OccupancyRecord } from '../../database/models/occupancy.model.ts';
import type { Models } from '../../database/models.ts';
import { candidatesOf, withFirstFree } from '../../schedule/choose-doctor.ts';
import { type HandOver, handedOver } from '../../schedule/hand-over.ts';
import { insertOccupied } from '../../schedule/insert-occupied.ts';
import type { HoldRecord } from '../../schedule/locked-schedule.ts';
import { lookAtTime } from '../../schedule/look-at-time.ts';
import { doctorKeys, holderKey, holdPlaces } from '../../schedule/occupancy-keys.ts';
import { overlapRefusal } from '../../schedule/overlap-refusal.ts';
import { heldToBookBy, ownHoldIn } from '../../schedule/own-hold.ts';
import { requireOffered, requireVisitType } from '../../schedule/require-offered.ts';
import { withSlotConflict } from '../../schedule/slot-conflict.ts';
import { expireHoldsOf } from './expire-holds-of.ts';
import { presentHold } from './hold.presenter.ts';
import { findHoldsOf } from './hold.repository.ts';

export interface HoldInput {
  /** Exactly one of the two: with whom, or any doctor of which specialty. */
  readonly doctorId?: string | undefined;
  readonly specialty?: string | undefined;
  readonly visitTypeId: string;
  readonly startsAt: string;
  readonly timeZone?: string | undefined;
  readonly userId: string;
  readonly sessionId: string;
}

type HoldWith = HoldInput & { readonly doctorId: string };

/** A person's two tabs may take the same place at once: the index lets one through, the other looks again. */
const ATTEMPTS = 3;

/**
 * Holds a slot for a person (BK1 to BK4). Their hold with the same doctor gives way to it in the same change. Where any
 * doctor will do, the next one is tried when somebody else was faster (BK11).
 * @throws AppError `slot_taken`, `slot_not_offered`, `too_many_holds`, `not_found`, `idempotency_key_reused`.
 */
export function placeHold(
  deps: CommandDeps,
  context: CommandContext,
  input: HoldInput,
  request: IdempotentRequest,
): Promise<Committed<Hold>> {
  return answerOnce(deps.models, request, async () => {
    const { visitTypeId, startsAt, timeZone } = input;
    const isOwn = heldToBookBy(input.userId);
    const candidates = await candidatesOf(deps.models, { ...input, isOwn, now: deps.clock.now() });
    try {
      return await withFirstFree(candidates, (doctorId) =>
        attempt(deps, context, { ...input, doctorId }, request, ATTEMPTS),
      );
    } catch (error) {
      throw await withSlotConflict(deps.models, deps.clock, error, {
        doctorIds: candidates.all,
        visitTypeId,
        startsAt,
        timeZone,
        isOwn,
      });
    }
  });
}

async function attempt(
  deps: CommandDeps,
  context: CommandContext,
  input: HoldWith,
  request: IdempotentRequest,
  attempts: number,
): Promise<Committed<Hold>> {
  try {
    const start = Date.parse(input.startsAt);
    return await runSlotCommand(
      deps,
      context,
      {
        doctorId: new Types.ObjectId(input.doctorId),
        changesOffer: true,
        around: { start, end: start + 1 },
        look: () => lookAtTime(deps, input),
      },
      (transaction) => place(deps.models, transaction, input),
      (session, committed, now) => storeAnswer(deps.models, session, request, committed, now),
    );
  } catch (error) {
    const refusal = overlapRefusal(error) ?? error;
    const full = refusal instanceof AppError && refusal.code === 'too_many_holds';
    if (!full || attempts <= 1 || !(await makesRoom(deps, input.userId, refusal !== error))) {
      throw refusal;
    }
    return attempt(deps, context, input, request, attempts - 1);
  }
}

/** True when trying again may help: the index was ahead of the check, or a hold with another doctor was over and is gone now. */
async function makesRoom(deps: CommandDeps, userId: string, raced: boolean): Promise<boolean> {
  const now = deps.clock.now();
  const overdue = (await findHoldsOf(deps.models, userId)).filter(
    ({ expiresAt }) => (expiresAt?.getTime() ?? 0) <= now,
  );
  for (const { doctorId } of overdue) {
    await expireHoldsOf(deps, doctorId);
  }
  return raced || overdue.length > 0;
}

async function place(
  models: Models,
  { session, doctor, schedule, now }: SlotTransaction,
  input: HoldWith,
): Promise<DoctorOutcome<Hold>> {
  const start = Date.parse(input.startsAt);
  const visitType = requireVisitType(schedule, input.visitTypeId);
  const previous = ownHoldIn(schedule.holds, input.userId);
  if (previous !== null && isSame(previous, visitType, start)) {
    // As it is: asking again must not make a hold last longer.
    const again = takenUpAgain(previous, input.sessionId);
    if (again !== previous) {
      const { sessionId, socketSeenAt, keptUntil, expiresAt } = again;
      const change = { $set: { sessionId, socketSeenAt, keptUntil, expiresAt } };
      await models.occupancy.updateOne({ _id: previous._id }, change, { session });
    }
    return { result: presentHold(again), event: null, audit: null };
  }
  requireOffered(schedule, visitType, start, now.getTime(), heldToBookBy(input.userId));
  if (previous !== null) {
    await models.occupancy.deleteOne({ _id: previous._id }, { session });
  }
  const key = await freePlace(models, session, input.userId);
  const expiresAt = new Date(now.getTime() + schedule.settings.holdMinutes * 60_000);
  const hold = newHold(input, visitType, { key, now, expiresAt });
  await insertOccupied(models, session, hold);
  const handOvers: HandOver[] = [
    ...(previous === null ? [] : [{ time: previous, from: 'held', to: 'free' } as const]),
    { time: hold, from: 'free', to: 'held' },
  ];
  return {
    result: presentHold(hold),
    event: await handedOver(models, session, doctor, handOvers),
    audit: {
      action: 'slot_held',
      subject: { type: 'hold', id: String(hold._id) },
      facts: {
        startsAt: hold.startsAt.toISOString(),
        endsAt: hold.endsAt.toISOString(),
        visitTypeId: input.visitTypeId,
        ...(previous !== null && { instead: previous.startsAt.toISOString() }),
      },
    },
  };
}

function isSame(hold: HoldRecord, visitType: VisitTypeRecord, start: number): boolean {
  return hold.startsAt.getTime() === start && visitType._id.equals(hold.visitTypeId ?? '');
}

/** A hold whose page had gone lasts as long as before; whoever signed in anew holds it with that sign-in. */
function takenUpAgain(hold: HoldRecord, sessionId: string): HoldRecord {
  const { keptUntil = null } = hold;
  if (keptUntil === null && hold.sessionId === sessionId) {
    return hold;
  }
  const socketSeenAt = hold.sessionId === sessionId ? hold.socketSeenAt : null;
  return { ...hold, sessionId, socketSeenAt, keptUntil: null, expiresAt: keptUntil ?? hold.expiresAt };
}

/** @throws AppError `too_many_holds` */
async function freePlace(models: Models, session: ClientSession, userId: string): Promise<string> {
  const places = holdPlaces(userId);
  const taken = await models.occupancy
    .find({ keys: trusted({ $in: [...places] }) }, { keys: 1 }, { session })
    .lean();
  const free = places.find((place) => !taken.some(({ keys }) => keys.includes(place)));
  if (free === undefined) {
    throw new AppError('too_many_holds');
  }
  return free;
}

function newHold(
  input: HoldWith,
  visitType: VisitTypeRecord,
  { key, now, expiresAt }: { readonly key: string; readonly now: Date; readonly expiresAt: Date },
): OccupancyRecord {
  const { doctorId, userId, sessionId } = input;
  const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes } = visitType;
  const start = Date.parse(input.startsAt);
  const end = start + durationMinutes * 60_000;
  return {
    _id: new Types.ObjectId(),
    kind: 'hold',
    doctorId: new Types.ObjectId(doctorId),
    patientId: null,
    appointmentId: null,
    startsAt: new Date(start),
    endsAt: new Date(end),
    bufferBeforeMinutes,
    bufferAfterMinutes,
    lane: 0,
    keys: [...doctorKeys(doctorId, start, end), holderKey(userId, doctorId), key],
    expiresAt,
    heldBy: new Types.ObjectId(userId),
    sessionId,
    socketSeenAt: null,
    visitTypeId: visitType._id,
    heldAt: now,
    renewals: 0,
    purpose: 'booking',
    undoOf: null,
  };
}
