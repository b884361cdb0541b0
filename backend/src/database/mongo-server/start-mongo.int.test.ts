import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isProcessAlive } from './processes.ts';
import { readMongodPid, readServerState, serverFiles } from './server-files.ts';
import { startMongo } from './start-mongo.ts';
import type { MongoCrash, MongoServer } from './types.ts';

const START_LIMIT_MS = 300_000;
const { MONGODB_URI: _ignored, ...env } = process.env;

describe('startMongo, with a real server', { timeout: START_LIMIT_MS }, () => {
  let dataDirectory: string;
  let running: MongoServer[] = [];
  const lines: string[] = [];

  const start = async (environment: NodeJS.ProcessEnv = env): Promise<MongoServer> => {
    const server = await startMongo({ dataDirectory, env: environment, log: (line) => lines.push(line) });
    running.push(server);
    return server;
  };

  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-door-'));
  });

  afterEach(async () => {
    await Promise.all(running.map((server) => server.stop()));
    running = [];
  });

  afterAll(async () => {
    await rm(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  });

  it('keeps data and port over a clean stop, and listens on loopback only', async () => {
    const first = await start();
    const firstPort = portOf(first);
    await insert(first, 'first');
    expect(first.uri).toBe(`mongodb://127.0.0.1:${firstPort}/openslot?replicaSet=openslot`);
    await first.stop();
    await expect(texts(first, 500)).rejects.toThrow('ECONNREFUSED');
    const second = await start();
    expect(portOf(second)).toBe(firstPort);
    expect(await texts(second)).toEqual(['first']);
    const client = new MongoClient(second.uri);
    const options = await client.db('admin').command({ getCmdLineOpts: 1 });
    await client.close();
    expect(options.parsed.net.bindIp).toBe('127.0.0.1');
  });

  it('restarts a killed server on the same port with every acknowledged write', async () => {
    const server = await start();
    const crashes: MongoCrash[] = [];
    server.onCrash((crash) => crashes.push(crash));
    await insert(server, 'acknowledged');
    const pid = await serverPid(dataDirectory);
    process.kill(pid, 'SIGKILL');
    expect(await texts(server)).toEqual(['first', 'acknowledged']);
    expect(crashes).toEqual([{ message: expect.stringContaining('ended unexpectedly'), restarting: true }]);
    expect(await serverPid(dataDirectory)).not.toBe(pid);
  });

  it('is shared by a second start for the same data, which does not stop it', async () => {
    const owner = await start();
    const guest = await start();
    expect(guest).toMatchObject({ source: 'shared', uri: owner.uri });
    await guest.stop();
    expect(await texts(owner)).toEqual(['first', 'acknowledged']);
  });

  it('moves to another port, data and all, when another program has taken its own', async () => {
    const state = await readServerState(serverFiles(dataDirectory));
    const thief = await listenOn(state?.port ?? 0);
    try {
      const server = await start();
      expect(portOf(server)).not.toBe(state?.port);
      expect(await texts(server)).toEqual(['first', 'acknowledged']);
      expect(lines.join('\n')).toContain(`Port ${state?.port} of this database is taken`);
    } finally {
      thief.close();
    }
  });

  it('ends with its process, even one that is killed, and the next start carries on', async () => {
    const script = join(dataDirectory, 'owner.mts');
    const door = fileURLToPath(new URL('./start-mongo.ts', import.meta.url));
    await writeFile(
      script,
      `import { startMongo } from ${JSON.stringify(door)};
       await startMongo({ dataDirectory: ${JSON.stringify(dataDirectory)}, env: process.env, log: () => {} });
       console.log('ready');`,
    );
    const owner = spawn(process.execPath, ['--import', 'tsx', script], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    const pid = await serverPid(dataDirectory);
    owner.kill('SIGKILL');
    await expect.poll(() => isProcessAlive(pid), { timeout: 20_000 }).toBe(false);
    expect(await texts(await start())).toEqual(['first', 'acknowledged']);
  });

  it('accepts MONGODB_URI of a replica set and leaves that server alone', async () => {
    const own = await start();
    const given = await start({ MONGODB_URI: own.uri, NODE_ENV: 'production' });
    expect(given).toMatchObject({ source: 'uri', uri: own.uri });
    await given.stop();
    expect(await texts(own)).toEqual(['first', 'acknowledged']);
  });
});

function portOf(server: MongoServer): number {
  return Number(/:(\d+)\//.exec(server.uri)?.[1]);
}

async function serverPid(dataDirectory: string): Promise<number> {
  const pid = await readMongodPid(serverFiles(dataDirectory));
  expect(pid).toBeDefined();
  return pid ?? 0;
}

async function insert(server: MongoServer, text: string): Promise<void> {
  const client = new MongoClient(server.uri);
  await client.db().collection('notes').insertOne({ text });
  await client.close();
}

async function texts(server: MongoServer, serverSelectionTimeoutMS = 20_000): Promise<unknown[]> {
  const client = new MongoClient(server.uri, { serverSelectionTimeoutMS });
  try {
    const notes = await client.db().collection('notes').find().sort({ _id: 1 }).toArray();
    return notes.map(({ text }) => text);
  } finally {
    await client.close();
  }
}

async function listenOn(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}
