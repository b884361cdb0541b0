import type { ClientSession, Model, Types } from 'mongoose';
import { gatheredFor, insertInto } from './gathered-writes.ts';

/**
 * Inserts records as they are, past Mongoose's documents, which cast, validate and add defaults one by one: that takes
 * as long as half of the inserts of a booking. Here the type says that a record is whole; what is undefined is left out.
 * They are kept back where the commands of a batch gather their writes: a duplicate key is then told later.
 */
export async function insertRecords<T extends object>(
  model: Model<T>,
  session: ClientSession | null,
  records: readonly T[],
): Promise<void> {
  const gathered = gatheredFor(session);
  if (gathered !== undefined) {
    gathered.insert(model.collection, records);
  } else {
    await insertInto(model.collection, session, records);
  }
}

/** Deletes one record; kept back as in {@link insertRecords}, and then before all that is inserted. */
export async function deleteRecord<T extends object>(
  model: Model<T>,
  session: ClientSession,
  _id: Types.ObjectId,
): Promise<void> {
  const gathered = gatheredFor(session);
  if (gathered !== undefined) {
    gathered.delete(model.collection, [_id]);
    return;
  }
  await model.collection.deleteOne({ _id }, { session });
}
