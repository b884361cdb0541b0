import { setTimeout as sleep } from 'node:timers/promises';
import { type Document, MongoClient, MongoServerError } from 'mongodb';
import { reasonOf } from './errors.ts';
import { type MongodProcess, REPLICA_SET } from './mongod-process.ts';
import { comparableText } from './windows-path.ts';

const NOT_YET_INITIALIZED = 94;
const ATTEMPT_LIMIT_MS = 2_000;

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
      if (await withServer(server.port, ATTEMPT_LIMIT_MS, (client) => makePrimary(client, server.port))) {
        return;
      }
      lastProblem = 'it has not become primary';
    } catch (error) {
      lastProblem = reasonOf(error);
    }
    await sleep(100);
  }
  throw new Error(`not ready after ${Math.round(limitMs / 1_000)} s: ${lastProblem}`);
}

/** Whether a server on this port answers within two seconds and keeps its files in `dataPath`. */
export async function servesData(port: number, dataPath: string): Promise<boolean> {
  try {
    const options = await withServer(port, ATTEMPT_LIMIT_MS, (client) =>
      admin(client, { getCmdLineOpts: 1 }),
    );
    const reported: unknown = options.parsed?.storage?.dbPath;
    return typeof reported === 'string' && comparableText(reported) === comparableText(dataPath);
  } catch {
    return false;
  }
}

/** Asks the server for a clean shutdown. It closes the connection instead of answering, so no answer is an answer. */
export async function requestShutdown(port: number): Promise<void> {
  const shutdown = { shutdown: 1, force: true, timeoutSecs: 1 };
  await withServer(port, 5_000, (client) => admin(client, shutdown)).catch(() => undefined);
}

async function withServer<T>(
  port: number,
  limitMs: number,
  work: (client: MongoClient) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: limitMs,
    connectTimeoutMS: limitMs,
    socketTimeoutMS: limitMs,
    appName: 'openslot-supervisor',
  });
  try {
    return await work(client);
  } finally {
    await client.close(true);
  }
}

function admin(client: MongoClient, command: Document): Promise<Document> {
  return client.db('admin').command(command);
}

async function makePrimary(client: MongoClient, port: number): Promise<boolean> {
  const host = `127.0.0.1:${port}`;
  const config = await readConfig(client);
  if (config === undefined) {
    if (await hasStoredConfig(client)) {
      return false;
    }
    await admin(client, { replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } });
  } else if (config.members[0]?.host !== host) {
    const members = [{ ...config.members[0], host }];
    // Forced, because the server cannot be primary of a set in which it does not find itself.
    await admin(client, { replSetReconfig: { ...config, members }, force: true });
  }
  const hello = await admin(client, { hello: 1 });
  return hello.isWritablePrimary === true && hello.me === host;
}

async function readConfig(client: MongoClient): Promise<{ members: { host: string }[] } | undefined> {
  try {
    return (await admin(client, { replSetGetConfig: 1 })).config;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === NOT_YET_INITIALIZED) {
      return undefined;
    }
    throw error;
  }
}

/**
 * The server is still reading the configuration of an earlier start. That takes up to half a minute when the port
 * it used is now taken by a program that accepts connections and stays silent.
 */
async function hasStoredConfig(client: MongoClient): Promise<boolean> {
  return (await client.db('local').collection('system.replset').findOne()) !== null;
}
