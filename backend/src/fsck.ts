import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig } from './config.ts';
import { closeDatabase, connectDatabase } from './database/connection.ts';
import { createModels } from './database/models.ts';
import { startMongo } from './database/mongo-server/start-mongo.ts';
import { checkDatabase } from './fsck/check-database.ts';
import { systemClock } from './lib/clock.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Checks what must always be true of a clinic's visits, on the database in `MONGODB_URI` or the one of `npm start`,
 * also while servers run on it. Writes nothing to it. Ends with 1 when something is violated, with 2 when it could not look.
 */
async function main(): Promise<void> {
  const { mongodbUri, dataDirectory } = loadConfig(process.env);
  const local = join(dataDirectory, 'mongo');
  if (mongodbUri === null && !existsSync(local)) {
    throw new ConfigError(`Name the database in MONGODB_URI: there is none in ${local} either.`);
  }
  const mongo = await startMongo({ dataDirectory: local, log: () => undefined, env: process.env });
  try {
    const connection = await connectDatabase(mongo.uri);
    try {
      const { violations, counts } = await checkDatabase(createModels(connection), systemClock.now());
      for (const { rule, text } of violations) {
        say(`${rule}: ${text}`);
      }
      const { appointments, occupancy, log } = counts;
      say(
        `${violations.length} violations in ${appointments} appointments, ${occupancy} occupied times, ${log} log rows`,
      );
      process.exitCode = violations.length === 0 ? 0 : 1;
    } finally {
      await closeDatabase(connection);
    }
  } finally {
    await mongo.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
});
