import type { Connection } from 'mongoose';
import { expect, it, onTestFinished, vi } from 'vitest';
import { endTransactions, inTransactionOnce } from './transaction.ts';

type Work = () => Promise<unknown>;

/** A database whose transactions go as told: the driver runs the work, commits, and may run it again. */
function connectionWhere(withTransaction: (work: Work) => Promise<unknown>): Connection {
  const session = { withTransaction, endSession: async () => undefined };
  return { startSession: async () => session } as unknown as Connection;
}

it('what is tried once gives the result when it is committed', async () => {
  const committing = connectionWhere((work) => work());
  expect(await inTransactionOnce(committing, async () => 7)).toEqual({ result: 7 });
});

it('what is tried once says that nothing was committed when its work fails', async () => {
  const committing = connectionWhere((work) => work());
  const failed = await inTransactionOnce(committing, async () => {
    throw new Error('a duplicate key');
  });
  expect(failed).toBeNull();
});

it('what is tried once is not repeated after a conflict, neither in its work nor in its commit', async () => {
  const work = vi.fn(async () => 7);
  const conflicting = connectionWhere(async (run) => {
    await run();
    return run();
  });
  expect(await inTransactionOnce(conflicting, work)).toBeNull();
  expect(work).toHaveBeenCalledTimes(1);
});

it('what is tried once fails when nobody knows whether it was committed', async () => {
  const silent = connectionWhere(async (run) => {
    await run();
    throw new Error('no answer to the commit');
  });
  await expect(inTransactionOnce(silent, async () => 7)).rejects.toThrow('no answer to the commit');
});

it('what is tried once and has taken all its time is not tried in any other way', async () => {
  const since = performance.now();
  const now = vi.spyOn(performance, 'now').mockImplementation(() => since);
  onTestFinished(() => now.mockRestore());
  const failAfter = (ms: number) =>
    inTransactionOnce(
      connectionWhere((work) => work()),
      async () => {
        now.mockImplementation(() => since + ms);
        throw new Error('the database is away');
      },
    );
  expect(await failAfter(4_900)).toBeNull();
  await expect(failAfter(10_000)).rejects.toMatchObject({ code: 'busy' });
});

it('nothing begins after the end', async () => {
  const connection = connectionWhere((work) => work());
  await endTransactions(connection);
  const work = vi.fn(async () => 7);
  await expect(inTransactionOnce(connection, work)).rejects.toMatchObject({ code: 'busy' });
  expect(work).not.toHaveBeenCalled();
});
