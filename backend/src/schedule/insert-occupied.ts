import type { ClientSession } from 'mongoose';
import { insertRecords } from '../database/insert-records.ts';
import type { OccupancyRecord } from '../database/models/occupancy.model.ts';
import type { Models } from '../database/models.ts';

/**
 * Takes a time, by the unique index over its keys.
 * @throws a duplicate key of the database when it is not free, see `overlapRefusal`.
 */
export async function insertOccupied(
  models: Models,
  session: ClientSession,
  record: OccupancyRecord,
): Promise<void> {
  // Two documents without keys would not conflict.
  if (record.keys.length === 0) {
    throw new Error('what is occupied has keys');
  }
  await insertRecords(models.occupancy, session, [record]);
}
