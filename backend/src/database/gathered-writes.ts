import type { ClientSession, Model } from 'mongoose';

/** Nothing but what the driver needs, of any model. */
type Collection = Model<object>['collection'];

/**
 * Writes of a transaction that are kept back while commands decide, so that those of several commands reach the database
 * as one of each kind: a write costs it about as much as the next, however much is written.
 */
export class GatheredWrites {
  readonly #deleted = new Map<Collection, unknown[]>();
  readonly #inserted = new Map<Collection, object[]>();

  insert(collection: Collection, records: readonly object[]): void {
    if (records.length > 0) {
      this.#inserted.set(collection, [...(this.#inserted.get(collection) ?? []), ...records]);
    }
  }

  delete(collection: Collection, ids: readonly unknown[]): void {
    if (ids.length > 0) {
      this.#deleted.set(collection, [...(this.#deleted.get(collection) ?? []), ...ids]);
    }
  }

  /** Those of another command go with these. */
  add(others: GatheredWrites): void {
    for (const [collection, ids] of others.#deleted) {
      this.delete(collection, ids);
    }
    for (const [collection, records] of others.#inserted) {
      this.insert(collection, records);
    }
  }

  /** What is deleted first: it may stand in the way of what is inserted. @throws what the database refuses, of any of them. */
  async send(session: ClientSession): Promise<void> {
    for (const [collection, ids] of this.#deleted) {
      await collection.deleteMany({ _id: { $in: ids as never[] } }, { session });
    }
    for (const [collection, records] of this.#inserted) {
      await insertInto(collection, session, records);
    }
  }
}

/** One insert for all of them; what is undefined is left out. */
export async function insertInto(
  collection: Collection,
  session: ClientSession | null,
  records: readonly object[],
): Promise<void> {
  const [first, second] = records;
  const options = { ignoreUndefined: true, ...(session && { session }) };
  if (first !== undefined && second === undefined) {
    await collection.insertOne(first, options);
  } else if (first !== undefined) {
    await collection.insertMany([...records], options);
  }
}

const gathering = new WeakMap<ClientSession, GatheredWrites>();

/** Keeps back what `work` inserts and deletes by `insertRecords` and `deleteRecord`; all else it does is done at once. */
export async function gatherWrites(
  session: ClientSession,
  work: () => Promise<void>,
): Promise<GatheredWrites> {
  const writes = new GatheredWrites();
  gathering.set(session, writes);
  try {
    await work();
    return writes;
  } finally {
    gathering.delete(session);
  }
}

/** Where the writes of this transaction are kept back, if they are. */
export function gatheredFor(session: ClientSession | null): GatheredWrites | undefined {
  return session === null ? undefined : gathering.get(session);
}
