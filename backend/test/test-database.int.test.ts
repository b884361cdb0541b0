import { MongoClient } from 'mongodb';
import { describe, expect, inject, it } from 'vitest';
import { dropDatabase, freshDatabaseUri, withDatabaseName } from './test-database.ts';

describe('test database', () => {
  const uri = freshDatabaseUri();

  it('is a replica set with transactions and change streams, and holds only this file', async () => {
    const client = new MongoClient(uri);
    try {
      const notes = client.db().collection<{ text: string }>('notes');
      expect(await client.db().listCollections().toArray()).toEqual([]);
      const stream = client.db().watch();
      const heard = stream.next();
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await notes.insertOne({ text: 'one' }, { session });
          await notes.insertOne({ text: 'two' }, { session });
        }),
      );
      expect(await heard).toMatchObject({ operationType: 'insert', fullDocument: { text: 'one' } });
      expect(await notes.countDocuments()).toBe(2);
      await stream.close();
    } finally {
      await client.close();
    }
  });

  it('gives another database at each call, on the same server', () => {
    const other = freshDatabaseUri();
    expect(other).not.toBe(uri);
    expect(other).toMatch(/\/openslot_test_[0-9a-f]{12}(\?|$)/);
    expect(withDatabaseName(other, 'openslot')).toBe(withDatabaseName(inject('mongoUri'), 'openslot'));
  });

  it('drops what it made', async () => {
    const doomed = withDatabaseName(uri, 'openslot_test_dropped');
    const client = new MongoClient(doomed);
    try {
      await client.db().collection('notes').insertOne({ text: 'gone' });
      await dropDatabase(doomed);
      expect(await client.db().listCollections().toArray()).toEqual([]);
    } finally {
      await client.close();
    }
  });

  it.each([
    ['mongodb://a:1/?replicaSet=x', 'mongodb://a:1/clinic?replicaSet=x'],
    ['mongodb://a:1,b:2/old?replicaSet=x', 'mongodb://a:1,b:2/clinic?replicaSet=x'],
    ['mongodb://u:p@a:1', 'mongodb://u:p@a:1/clinic'],
  ])('puts a database name into %s', (given, expected) => {
    expect(withDatabaseName(given, 'clinic')).toBe(expected);
  });
});
