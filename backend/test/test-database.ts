import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { afterAll, inject } from 'vitest';

/**
 * The address of an empty database of its own, on the run's MongoDB. Call it at the top level of a test file or of a
 * `describe`: the database is dropped when that is over, after its other `afterAll` hooks.
 */
export function freshDatabaseUri(): string {
  const uri = withDatabaseName(inject('mongoUri'), `openslot_test_${randomBytes(6).toString('hex')}`);
  afterAll(() => dropDatabase(uri));
  return uri;
}

/** The same server, other database. Not with `URL`, which refuses the several hosts a MongoDB address may have. */
export function withDatabaseName(uri: string, name: string): string {
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${name}`);
}

/** Drops the database named in this address. */
export async function dropDatabase(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close(true);
  }
}
