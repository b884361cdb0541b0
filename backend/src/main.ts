import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type App, createApp } from './app.ts';
import { ConfigError, loadConfig } from './config.ts';
import { connectDatabase } from './database/connection.ts';
import { createIndexes, createModels, requireOverlapIndex } from './database/models.ts';
import { MongoUnavailableError } from './database/mongo-server/errors.ts';
import { startMongo } from './database/mongo-server/start-mongo.ts';
import { adoptClinicRules } from './features/clinic/adopt-clinic-rules.ts';
import { createLogger } from './lib/logger.ts';

const PAGES = fileURLToPath(new URL('../../frontend/dist', import.meta.url));
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = createLogger(config.logLevel);
  const mongo = await startMongo({
    dataDirectory: join(config.dataDirectory, 'mongo'),
    log: say,
    env: process.env,
  });
  const stopping = new AbortController();
  let app: App | null = null;
  const connection = await connectDatabase(mongo.uri);
  const models = createModels(connection);

  const stop = async (exitCode: number) => {
    if (stopping.signal.aborted) {
      // A second Ctrl-C: the person does not want to wait.
      process.exit(1);
    }
    stopping.abort();
    const patience = setTimeout(() => process.exit(1), 10_000);
    patience.unref();
    await app?.close();
    await connection.close();
    await mongo.stop();
    process.exit(exitCode);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  mongo.onCrash((crash) => {
    say(`MongoDB: ${crash.message}`);
    if (!crash.restarting) {
      void stop(1);
    }
  });

  if (!config.production) {
    await createIndexes(models);
  }
  await requireOverlapIndex(models);
  app = createApp({ config, connection, models, logger, pages: existsSync(PAGES) ? PAGES : null });
  await app.listen();
  void adoptClinicRules(app.deps).catch((error: unknown) => logger.error({ err: error }, 'clinic rules'));
  say(`Openslot is ready: ${app.publicUrl()}`);
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof MongoUnavailableError;
  process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
});
