import { AppError } from '@openslot/shared/errors/app-error';
import { trusted } from 'mongoose';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { OccupancyRecord } from '../../database/models/occupancy.model.ts';
import type { Logger } from '../../lib/logger.ts';
import { expireHoldsOf, SYSTEM } from './expire-holds-of.ts';
import { findAllHolds } from './hold.repository.ts';
import { release } from './release-hold.ts';

/** How often it is written down that a socket of a holder is there. */
const SEEN_EVERY_MS = 10_000;
/** What a hold outlives its holder's last socket by, at least: time enough to come back through a tunnel. */
const GRACE_MS = 30_000;

export interface SweepDeps extends CommandDeps {
  readonly logger: Logger;
  /** Whether this process has a socket of that sign-in. */
  readonly isConnected: (sessionId: string) => boolean;
}

/**
 * Each second: ends the holds that are over (BK6), and gives back what people held whose last socket, in any process,
 * has been gone for a while (BK7). Harmless in several processes at once.
 * @returns what ends it
 */
export function keepSweeping(deps: SweepDeps, everyMs = 1_000): () => void {
  const state = { sweeping: false, ended: false };
  const sweep = async () => {
    if (state.sweeping) {
      return;
    }
    state.sweeping = true;
    try {
      await sweepHolds(deps);
    } catch (error) {
      if (!state.ended) {
        deps.logger.warn({ err: error }, 'holds that are over could not be ended yet');
      }
    }
    state.sweeping = false;
  };
  const timer = setInterval(() => void sweep(), everyMs);
  timer.unref();
  return () => {
    state.ended = true;
    clearInterval(timer);
  };
}

/** One round of {@link keepSweeping}. */
export async function sweepHolds(deps: SweepDeps): Promise<void> {
  const now = deps.clock.now();
  const holds = await findAllHolds(deps.models);
  if (holds.length === 0) {
    return;
  }
  const overdue = holds.filter(({ expiresAt }) => (expiresAt?.getTime() ?? 0) <= now);
  const doctorIds = new Map(overdue.map(({ doctorId }) => [String(doctorId), doctorId])).values();
  const attempts = [...doctorIds].map((doctorId) => () => expireHoldsOf(deps, doctorId));
  const live = holds.filter((hold) => hold.purpose === 'booking' && !overdue.includes(hold));
  await noteSockets(deps, live, now);
  const stillDue = (hold: OccupancyRecord) => isDeserted(deps, hold, now);
  for (const hold of live.filter(stillDue)) {
    attempts.push(async () => {
      await release(deps, SYSTEM, hold, 'disconnected', stillDue);
    });
  }
  await eachOnce(attempts);
}

/** A doctor who is too busy now does not keep the others waiting. @throws the last refusal, when all were tried. */
async function eachOnce(attempts: readonly (() => Promise<void>)[]): Promise<void> {
  let refused: AppError | null = null;
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch (error) {
      if (!(error instanceof AppError)) {
        throw error;
      }
      refused = error;
    }
  }
  if (refused !== null) {
    throw refused;
  }
}

async function noteSockets(deps: SweepDeps, live: readonly OccupancyRecord[], now: number): Promise<void> {
  const due = live.filter(
    ({ sessionId, socketSeenAt }) =>
      isHere(deps, sessionId) && (socketSeenAt === null || socketSeenAt.getTime() <= now - SEEN_EVERY_MS),
  );
  if (due.length > 0) {
    await deps.models.occupancy.updateMany(
      { _id: trusted({ $in: due.map(({ _id }) => _id) }), kind: 'hold' },
      { $set: { socketSeenAt: new Date(now) } },
    );
  }
}

/** Whoever never had a socket keeps the hold until it is over: they may not be able to have one. */
function isDeserted(deps: SweepDeps, { sessionId, socketSeenAt }: OccupancyRecord, now: number): boolean {
  return (
    socketSeenAt !== null &&
    socketSeenAt.getTime() <= now - GRACE_MS - SEEN_EVERY_MS &&
    !isHere(deps, sessionId)
  );
}

function isHere({ isConnected }: SweepDeps, sessionId: string | null): boolean {
  return sessionId !== null && isConnected(sessionId);
}
