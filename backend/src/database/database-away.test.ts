import { MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { isDatabaseAway } from './database-away.ts';

class PoolCleared extends Error {
  override readonly name = 'PoolClearedOnNetworkError';
}

describe('a database that is away', () => {
  it.each([
    ['cannot be reached', new MongoNetworkError('connection refused')],
    ['has no server to write to', new MongoServerSelectionError('timed out', {} as never)],
    ['was given up on while it was asked', new PoolCleared()],
    ['hands over to another server', new MongoServerError({ message: 'stepped down', code: 189 })],
    ['is no longer the primary', new MongoServerError({ message: 'not primary', code: 10_107 })],
    ['is stopping', new MongoServerError({ message: 'interrupted at shutdown', code: 11_600 })],
  ])('%s', (_case, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each([
    ['a mistake in a query', new MongoServerError({ message: 'unknown operator', code: 2 })],
    ['a value that is there already', new MongoServerError({ message: 'duplicate key', code: 11_000 })],
    ['a mistake of ours', new TypeError('undefined')],
    ['nothing', null],
  ])('is not %s', (_case, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});
