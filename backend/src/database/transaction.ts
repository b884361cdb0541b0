import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@openslot/shared/errors/app-error';
import type { ClientSession, Connection } from 'mongoose';

const TIME_LIMIT_MS = 5_000;
const MAX_PAUSE_MS = 40;

interface Running {
  readonly transactions: Set<Promise<unknown>>;
  ended: boolean;
}

const running = new WeakMap<Connection, Running>();

type Work<T> = (session: ClientSession) => Promise<T>;

/**
 * Runs `work` in one transaction and repeats it as a whole when it conflicted with another one. `work` must not
 * keep state between attempts and must not run its queries in parallel.
 * @throws AppError `busy` when conflicts go on for more than 5 seconds, or after {@link endTransactions}.
 */
export function inTransaction<T>(connection: Connection, work: Work<T>): Promise<T> {
  return counted(connection, () => attempt(connection, work));
}

/**
 * As {@link inTransaction}, but not repeated.
 * @returns null when nothing was committed, whatever the reason, and there is time to try something else.
 * @throws what the database says where it cannot be known whether it was committed, AppError `busy` as `inTransaction`.
 */
export async function inTransactionOnce<T>(
  connection: Connection,
  work: Work<T>,
): Promise<{ readonly result: T } | null> {
  const deadline = performance.now() + TIME_LIMIT_MS;
  const at: { stage: 'new' | 'working' | 'committing' } = { stage: 'new' };
  const once: Work<T> = async (session) => {
    const isFirst = at.stage === 'new';
    at.stage = 'working';
    if (!isFirst) {
      throw new Error('is not repeated');
    }
    const result = await work(session);
    at.stage = 'committing';
    return result;
  };
  try {
    return { result: await counted(connection, () => attempt(connection, once)) };
  } catch (error) {
    if (at.stage !== 'working') {
      throw error;
    }
    // Whoever has waited for a database that is away would wait as long again.
    if (performance.now() > deadline) {
      throw new AppError('busy');
    }
    return null;
  }
}

async function counted<T>(connection: Connection, start: () => Promise<T>): Promise<T> {
  const here = runningOn(connection);
  if (here.ended) {
    throw new AppError('busy');
  }
  const transaction = start();
  here.transactions.add(transaction);
  try {
    return await transaction;
  } finally {
    here.transactions.delete(transaction);
  }
}

/**
 * Lets no further transaction begin and waits for those under way, at most as long as one may take. One that is cut
 * off by the end of its process keeps its locks for a minute: nobody could book with that doctor meanwhile.
 */
export async function endTransactions(connection: Connection): Promise<void> {
  const here = runningOn(connection);
  here.ended = true;
  await Promise.race([
    Promise.allSettled(here.transactions),
    delay(TIME_LIMIT_MS, undefined, { ref: false }),
  ]);
}

async function attempt<T>(connection: Connection, work: Work<T>): Promise<T> {
  const deadline = performance.now() + TIME_LIMIT_MS;
  const session = await connection.startSession();
  let attempts = 0;
  try {
    return await session.withTransaction(
      async () => {
        if (performance.now() > deadline) {
          throw new AppError('busy');
        }
        // Whoever is in the way needs the database to get done: trying at once, again and again, keeps it from that.
        if (attempts > 0) {
          await delay(Math.random() * Math.min(MAX_PAUSE_MS, 4 * attempts));
        }
        attempts += 1;
        return work(session);
      },
      { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
    );
  } finally {
    await session.endSession();
  }
}

function runningOn(connection: Connection): Running {
  const here = running.get(connection) ?? { transactions: new Set(), ended: false };
  running.set(connection, here);
  return here;
}
