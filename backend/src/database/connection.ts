import { type Connection, Mongoose } from 'mongoose';
import { endTransactions } from './transaction.ts';

/**
 * Opens one database for one application. A mistyped filter raises instead of matching everything, operator objects
 * in filters are neutralised, and indexes are built by `createIndexes`, never behind our back.
 */
export async function connectDatabase(uri: string): Promise<Connection> {
  const mongoose = new Mongoose();
  mongoose.set('strictQuery', 'throw');
  mongoose.set('sanitizeFilter', true);
  mongoose.set('autoIndex', false);
  mongoose.set('autoCreate', false);
  // Waiting for an absent database is the driver's business, which gives up sooner and says why.
  mongoose.set('bufferCommands', false);
  const connection = mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: 5_000,
    // A database that has fallen silent is noticed after the sum of these two; by default only after 40 seconds.
    heartbeatFrequencyMS: 4_000,
    connectTimeoutMS: 6_000,
    maxPoolSize: 50,
    // Tells how long each command took (command-times.ts).
    monitorCommands: true,
    readConcernLevel: 'majority',
    writeConcern: { w: 'majority' },
  });
  return connection.asPromise();
}

/** Closes the connection once the transactions under way have come to their end. */
export async function closeDatabase(connection: Connection): Promise<void> {
  await endTransactions(connection);
  await connection.close();
}
