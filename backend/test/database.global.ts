import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startMongo } from '../src/database/mongo-server/start-mongo.ts';
import type { MongoServer } from '../src/database/mongo-server/types.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The real MongoDB of this run, with a database name that no test uses. */
    mongoUri: string;
  }
}

interface TestServer {
  readonly uri: string;
  stop(): Promise<void>;
}

/** Shared by all projects of one run: each has its own copy of this module, but they run in one process. */
const shared = globalThis as { openslotTestServer?: Promise<TestServer> };

/**
 * One MongoDB for the whole run: the one in `OPENSLOT_TEST_MONGODB_URI` if given, else a server of our own with its
 * data in a temporary directory. A server that dies fails the run, even if it came back and every test passed.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  shared.openslotTestServer ??= startTestServer();
  const server = await shared.openslotTestServer;
  project.provide('mongoUri', server.uri);
  return () => server.stop();
}

async function startTestServer(): Promise<TestServer> {
  const given = process.env.OPENSLOT_TEST_MONGODB_URI;
  const dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-test-'));
  const server = await startMongo({
    dataDirectory,
    env: { ...process.env, MONGODB_URI: given },
    log: (line) => process.stderr.write(`[database] ${line}\n`),
  });
  const deaths: string[] = [];
  server.onCrash(({ message }) => {
    deaths.push(message);
    process.exitCode = 1;
  });
  return { uri: server.uri, stop: once(() => stopTestServer(server, dataDirectory, deaths)) };
}

async function stopTestServer(
  server: MongoServer,
  dataDirectory: string,
  deaths: readonly string[],
): Promise<void> {
  await server.stop();
  await rm(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  if (deaths.length > 0) {
    throw new Error(`The test database died ${deaths.length} times during the run:\n${deaths.join('\n')}`);
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
