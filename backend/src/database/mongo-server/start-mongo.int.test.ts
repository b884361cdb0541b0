import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isPortFree } from './port.ts';
import { isProcessAlive } from './processes.ts';
import { readMongodPid, readServerState, type ServerFiles, serverFiles } from './server-files.ts';
import { startMongo } from './start-mongo.ts';
import type { MongoCrash, MongoServer } from './types.ts';

const START_LIMIT_MS = 180_000;
const { MONGODB_URI: _ignored, ...env } = process.env;

describe('startMongo, with a real server', { timeout: START_LIMIT_MS }, () => {
  let dataDirectory: string;
  let files: ServerFiles;
  let running: MongoServer[] = [];
  const lines: string[] = [];

  const start = async (environment: NodeJS.ProcessEnv = env): Promise<MongoServer> => {
    const server = await startMongo({ dataDirectory, env: environment, log: (line) => lines.push(line) });
    running.push(server);
    return server;
  };

  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-door-'));
    files = serverFiles(dataDirectory);
  });

  afterEach(async () => {
    await Promise.all(running.map((server) => server.stop()));
    running = [];
  });

  afterAll(async () => {
    await rm(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  });

  it('serves on loopback only, shares a running server, and ends at stop', async () => {
    const owner = await start();
    expect(owner.uri).toBe(`mongodb://127.0.0.1:${portOf(owner)}/openslot?replicaSet=openslot`);
    expect(await commandLineOptions(owner)).toMatchObject({ net: { bindIp: '127.0.0.1' } });
    await insert(owner, 'first');

    const guest = await start();
    expect(guest).toMatchObject({ source: 'shared', uri: owner.uri });
    const given = await start({ MONGODB_URI: owner.uri, NODE_ENV: 'production' });
    expect(given).toMatchObject({ source: 'uri', uri: owner.uri });
    await guest.stop();
    await given.stop();
    expect(await texts(owner)).toEqual(['first']);

    await owner.stop();
    await expect(texts(owner, 500)).rejects.toThrow('ECONNREFUSED');
  });

  it('keeps data and port over a stop, and restarts a killed server with every acknowledged write', async () => {
    const before = await readServerState(files);
    const server = await start();
    expect(portOf(server)).toBe(before?.port);
    expect(await texts(server)).toEqual(['first']);

    const crashes: MongoCrash[] = [];
    server.onCrash((crash) => crashes.push(crash));
    await insert(server, 'acknowledged');
    const pid = await serverPid(files);
    process.kill(pid, 'SIGKILL');
    expect(await texts(server)).toEqual(['first', 'acknowledged']);
    expect(crashes).toEqual([{ message: expect.stringContaining('ended unexpectedly'), restarting: true }]);
    expect(await serverPid(files)).not.toBe(pid);
  });

  it('ends with its process, even one that is killed', async () => {
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
    const pid = await serverPid(files);
    expect(isProcessAlive(pid)).toBe(true);
    owner.kill('SIGKILL');
    await expect.poll(() => isProcessAlive(pid), { timeout: 20_000 }).toBe(false);
  });

  it('moves to another port, data and all, when another program has taken its own', async () => {
    const before = await readServerState(files);
    await expect.poll(() => isPortFree(before?.port ?? 0), { timeout: 10_000 }).toBe(true);
    const thief = await listenOn(before?.port ?? 0);
    try {
      const server = await start();
      expect(portOf(server)).not.toBe(before?.port);
      expect(await texts(server)).toEqual(['first', 'acknowledged']);
      expect(lines.join('\n')).toContain(`Port ${before?.port} of this database is taken`);
    } finally {
      thief.close();
    }
  });
});

function portOf(server: MongoServer): number {
  return Number(/:(\d+)\//.exec(server.uri)?.[1]);
}

async function commandLineOptions(server: MongoServer): Promise<unknown> {
  const client = new MongoClient(server.uri);
  try {
    return (await client.db('admin').command({ getCmdLineOpts: 1 })).parsed;
  } finally {
    await client.close();
  }
}

async function serverPid(files: ServerFiles): Promise<number> {
  const pid = await readMongodPid(files);
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
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
