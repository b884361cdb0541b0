import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type App, type AppOptions, createApp } from './app.ts';
import { ConfigError, loadConfig } from './config.ts';
import { closeDatabase, connectDatabase } from './database/connection.ts';
import { createIndexes, createModels, requireOverlapIndex } from './database/models.ts';
import { MongoUnavailableError } from './database/mongo-server/errors.ts';
import { startMongo } from './database/mongo-server/start-mongo.ts';
import { describeDemoSignIns } from './features/demo/demo-sign-ins.ts';
import { isNewDatabase } from './features/setup/clinic.repository.ts';
import { SetupError } from './features/setup/setup-answers.ts';
import { openTerminal } from './features/setup/terminal.ts';
import { firstStart } from './first-start.ts';
import { createLogger } from './lib/logger.ts';
import { endOrderly } from './orderly-end.ts';

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

  const end = endOrderly(process, {
    async close() {
      stopping.abort();
      await app?.close();
      await closeDatabase(connection);
      await mongo.stop();
    },
    report: (error) => logger.fatal({ err: error }, 'an error that nobody handled'),
  });
  mongo.onCrash((crash) => {
    say(`MongoDB: ${crash.message}`);
    if (!crash.restarting) {
      end(1);
    }
  });

  try {
    app = await open({ config, connection, models, logger });
  } catch (error) {
    // Told to stop while starting: the database was closed underneath.
    if (!stopping.signal.aborted) {
      await closeDatabase(connection);
      await mongo.stop();
      throw error;
    }
  }
}

/** Indexes, first start, listen; in this order, so that nobody sees a half-made clinic. */
async function open(options: Pick<AppOptions, 'config' | 'connection' | 'models' | 'logger'>): Promise<App> {
  const { config, models } = options;
  // Production changes the indexes of existing data only when told to (`db:sync-indexes`).
  if (!config.production || (await isNewDatabase(models))) {
    await createIndexes(models);
  }
  await requireOverlapIndex(models);
  const app = createApp({ ...options, pages: existsSync(PAGES) ? PAGES : null });
  const terminal =
    process.stdin.isTTY && process.stdout.isTTY ? openTerminal(process.stdin, process.stdout) : null;
  const demo = await firstStart({ config, deps: app.deps, auth: app.auth, dialogue: terminal, say });
  terminal?.close();
  await app.listen();
  say(`Openslot is ready: ${app.publicUrl()}`);
  if (demo !== null) {
    say(`This is a demo clinic with invented people. Sign in as:\n${describeDemoSignIns(demo)}`);
  }
  return app;
}

main().catch((error: unknown) => {
  const forPeople = [ConfigError, MongoUnavailableError, SetupError].some((kind) => error instanceof kind);
  const text = error instanceof Error ? (forPeople ? error.message : error.stack) : error;
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
