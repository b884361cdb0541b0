import type { ClientSession, Model } from 'mongoose';

/**
 * Inserts records as they are, past Mongoose's documents, which cast, validate and add defaults one by one: that takes
 * as long as half of the inserts of a booking. Here the type says that a record is whole; what is undefined is left out.
 */
export async function insertRecords<T extends object>(
  model: Model<T>,
  session: ClientSession | null,
  records: readonly T[],
): Promise<void> {
  const [first, second] = records;
  const options = { ignoreUndefined: true, ...(session && { session }) };
  if (first !== undefined && second === undefined) {
    await model.collection.insertOne(first, options);
  } else if (first !== undefined) {
    await model.collection.insertMany([...records], options);
  }
}
