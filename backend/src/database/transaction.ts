import { AppError } from '@openslot/shared/errors/app-error';
import type { ClientSession, Connection } from 'mongoose';

const TIME_LIMIT_MS = 5_000;

/**
 * Runs `work` in one transaction and repeats it as a whole when it conflicted with another one. `work` must not
 * keep state between attempts and must not run its queries in parallel.
 * @throws AppError `busy` when conflicts go on for more than 5 seconds.
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + TIME_LIMIT_MS;
  const session = await connection.startSession();
  try {
    return await session.withTransaction(
      async () => {
        if (performance.now() > deadline) {
          throw new AppError('busy');
        }
        return work(session);
      },
      { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
    );
  } finally {
    await session.endSession();
  }
}
