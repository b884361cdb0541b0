import { AppError } from '@openslot/shared/errors/app-error';
import { type CommandContext, type CommandDeps, runDoctorCommand } from '../../commands/doctor-command.ts';
import type { OccupancyRecord } from '../../database/models/occupancy.model.ts';
import type { Logger } from '../../lib/logger.ts';
import { handedOver } from '../../schedule/hand-over.ts';
import { SYSTEM } from './expire-holds-of.ts';
import { findHold, findHoldsOfSession } from './hold.repository.ts';

export interface Released {
  readonly released: boolean;
  /** The doctor's number afterwards; null when the hold was gone before. */
  readonly seq: number | null;
}

/** What a hold is given back for, for the audit log. */
type Why = 'released' | 'signed_out' | 'disconnected';

/** A page that is only read again is back sooner. */
const LEAVING_MS = 5_000;

const NOTHING_RELEASED: Released = { released: false, seq: null };

/**
 * Gives a held slot back (BK7). Also when it is gone already.
 * @param leaving the page of the holder goes and may come back: given back a little later, unless it is taken up again.
 * @throws AppError `not_found` for somebody else's.
 */
export async function releaseHold(
  deps: CommandDeps,
  context: CommandContext,
  holdId: string,
  leaving: boolean,
): Promise<Released> {
  const seen = await findHold(deps.models, holdId);
  if (seen === null) {
    return NOTHING_RELEASED;
  }
  if (String(seen.heldBy) !== context.actor.userId) {
    throw new AppError('not_found');
  }
  return leaving ? endSoon(deps, seen) : release(deps, context, seen, 'released');
}

/** Nobody can notice it yet: the sweep ends the hold like any other that is over. */
async function endSoon(
  { models, clock }: CommandDeps,
  { _id, expiresAt }: OccupancyRecord,
): Promise<Released> {
  const soon = new Date(clock.now() + LEAVING_MS);
  if (expiresAt !== null && expiresAt > soon) {
    // Only as it was seen: a hold renewed meanwhile has a page that is there.
    await models.occupancy.updateOne(
      { _id, kind: 'hold', expiresAt },
      { $set: { expiresAt: soon, keptUntil: expiresAt } },
    );
  }
  return NOTHING_RELEASED;
}

/**
 * Gives back what a sign-in holds, when it ends. A slot whose doctor is too busy for it now comes back when its hold is
 * over: nobody must be kept from signing out.
 */
export async function releaseHoldsOfSession(
  deps: CommandDeps,
  logger: Logger,
  sessionId: string,
): Promise<void> {
  try {
    for (const hold of await findHoldsOfSession(deps.models, sessionId)) {
      await release(deps, SYSTEM, hold, 'signed_out');
    }
  } catch (error) {
    logger.warn({ err: error }, 'what somebody held when they signed out stays held until it is over');
  }
}

/** Gives one hold back, unless `stillDue` says otherwise once its doctor is locked. */
export async function release(
  deps: CommandDeps,
  context: CommandContext,
  { _id, doctorId }: OccupancyRecord,
  why: Why,
  stillDue: (hold: OccupancyRecord) => boolean = () => true,
): Promise<Released> {
  const { models } = deps;
  const { result: released, seq } = await runDoctorCommand(
    deps,
    context,
    { doctorId, changesOffer: true },
    async ({ session, doctor }) => {
      const time = await models.occupancy.findOne({ _id, kind: 'hold' }, null, { session }).lean();
      if (time === null || !stillDue(time)) {
        return { result: false, event: null, audit: null };
      }
      await models.occupancy.deleteOne({ _id }, { session });
      return {
        result: true,
        event: await handedOver(models, session, doctor, [{ time, from: 'held', to: 'free' }]),
        audit: {
          action: 'hold_released',
          subject: { type: 'hold', id: String(_id) },
          facts: { startsAt: time.startsAt.toISOString(), endsAt: time.endsAt.toISOString(), why },
        },
      };
    },
  );
  return { released, seq: released ? seq : null };
}
