import { ConfigError, loadConfig } from './config.ts';
import { connectDatabase } from './database/connection.ts';
import { createIndexes, createModels, requireOverlapIndex } from './database/models.ts';

/** Creates what is missing of collections and indexes: a step of each deployment, before the server starts. */
async function syncIndexes(): Promise<void> {
  const { mongodbUri } = loadConfig(process.env);
  if (mongodbUri === null) {
    throw new ConfigError('MONGODB_URI must name the database.');
  }
  const connection = await connectDatabase(mongodbUri);
  try {
    const models = createModels(connection);
    await createIndexes(models);
    await requireOverlapIndex(models);
    process.stdout.write('All collections and indexes are there.\n');
  } finally {
    await connection.close();
  }
}

syncIndexes().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
