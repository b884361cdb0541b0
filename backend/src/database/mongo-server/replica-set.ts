import { setTimeout as sleep } from 'node:timers/promises';
import { type Document, MongoClient, MongoServerError } from 'mongodb';
import { type MongodProcess, REPLICA_SET } from './mongod-process.ts';
import { comparableText } from './windows-path.ts';

const NOT_YET_INITIALIZED = 94;

/** Runs `work` on a direct connection to the server on this loopback port; each attempt to reach it ends after `limitMs`. */
export async function withAdmin<T>(
  port: number,
  limitMs: number,
  work: (run: (command: Document) => Promise<Document>) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: limitMs,
    connectTimeoutMS: limitMs,
    socketTimeoutMS: limitMs,
    appName: 'openslot-supervisor',
  });
  try {
    return await work((command) => client.db('admin').command(command));
  } finally {
    await client.close(true);
  }
}

/**
 * Waits until the server is the writable primary of its one-member replica set, and makes it so: founds the set on
 * the first start, and corrects the remembered address when the port has changed.
 *
 * @throws when the process ends first or the time is over.
 */
export async function awaitPrimary(server: MongodProcess, limitMs: number): Promise<void> {
  const deadline = Date.now() + limitMs;
  let lastProblem = 'it does not answer';
  while (Date.now() < deadline) {
    if (server.exit) {
      throw new Error(`it ended at start (${server.exit.signal ?? `code ${server.exit.code}`})`);
    }
    try {
      if (await withAdmin(server.port, 2_000, (run) => makePrimary(run, server.port))) {
        return;
      }
      lastProblem = 'it has not become primary';
    } catch (error) {
      lastProblem = error instanceof Error ? error.message : String(error);
    }
    await sleep(100);
  }
  throw new Error(`not ready after ${Math.round(limitMs / 1_000)} s: ${lastProblem}`);
}

async function makePrimary(run: (command: Document) => Promise<Document>, port: number): Promise<boolean> {
  const host = `127.0.0.1:${port}`;
  const config = await readConfig(run);
  if (config === undefined) {
    await run({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } });
  } else if (config.members[0]?.host !== host) {
    const members = [{ ...config.members[0], host }];
    await run({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
  }
  const hello = await run({ hello: 1 });
  return hello.isWritablePrimary === true && hello.me === host;
}

async function readConfig(
  run: (command: Document) => Promise<Document>,
): Promise<{ version: number; members: { host: string }[] } | undefined> {
  try {
    return (await run({ replSetGetConfig: 1 })).config;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === NOT_YET_INITIALIZED) {
      return undefined;
    }
    throw error;
  }
}

/** Whether a server on this port answers within two seconds and keeps its files in `dataPath`. */
export async function servesData(port: number, dataPath: string): Promise<boolean> {
  try {
    const options = await withAdmin(port, 2_000, (run) => run({ getCmdLineOpts: 1 }));
    const reported: unknown = options.parsed?.storage?.dbPath;
    return typeof reported === 'string' && comparableText(reported) === comparableText(dataPath);
  } catch {
    return false;
  }
}

/** Asks the server for a clean shutdown. It closes the connection instead of answering, so no answer is an answer. */
export async function requestShutdown(port: number): Promise<void> {
  await withAdmin(port, 5_000, (run) => run({ shutdown: 1, force: true, timeoutSecs: 1 })).catch(
    () => undefined,
  );
}
