import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo } from '../src/database/mongo-server/start-mongo.ts';
import { dropDatabase, withDatabaseName } from './test-database.ts';

/**
 * For programs besides the test run: a database of their own on the replica set in `OPENSLOT_TEST_MONGODB_URI`, else on
 * one that is started for them; dropped when `work` is over.
 */
export async function withOwnDatabase(work: (uri: string) => Promise<void>): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-own-'));
  const env = { ...process.env, MONGODB_URI: process.env.OPENSLOT_TEST_MONGODB_URI };
  const mongo = await startMongo({ dataDirectory, env, log: (line) => process.stderr.write(`${line}\n`) });
  const uri = withDatabaseName(mongo.uri, `openslot_own_${process.pid}`);
  try {
    await work(uri);
  } finally {
    await dropDatabase(uri);
    await mongo.stop();
    await rm(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  }
}
