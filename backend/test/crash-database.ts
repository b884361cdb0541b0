import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startMongo } from '../src/database/mongo-server/start-mongo.ts';
import { closeConnections } from './booking-http.ts';
import { startBackends, stopBackends } from './booking-process.ts';
import type { Random } from './booking-storm.ts';
import { foundWorld } from './booking-world.ts';
import { type CrashCounts, crash } from './crash-storm.ts';

const DOWN_LIMIT_MS = 60_000;

/**
 * A MongoDB of its own, two servers and a storm of bookings; MongoDB's process is killed in the middle of it and comes
 * back, while the servers go on.
 */
export async function crashDatabase(random: Random, built: boolean): Promise<CrashCounts> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-crash-'));
  const env = { ...process.env, MONGODB_URI: undefined };
  const mongo = await startMongo({ dataDirectory, env, log: () => undefined });
  try {
    const world = await foundWorld(mongo.uri, { doctors: 16, patients: 100 });
    const backends = await startBackends(mongo.uri, 2, built);
    try {
      return await crash(
        world,
        random,
        () => backends.map(({ url }) => url),
        async () => {
          process.kill(Number(await readFile(join(dataDirectory, 'mongod.pid'), 'utf8')), 'SIGKILL');
          await Promise.all(backends.map(({ url }) => untilReady(url)));
        },
      );
    } finally {
      closeConnections();
      await stopBackends(backends);
      await world.close();
    }
  } finally {
    await mongo.stop();
    await rm(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Down first, then ready: a server hears of the end of its database a moment later. */
async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + DOWN_LIMIT_MS;
  let wasDown = false;
  for (;;) {
    const { status } = await fetch(`${url}/readyz`);
    wasDown ||= status !== 200;
    if (wasDown && status === 200) {
      return;
    }
    if (performance.now() > deadline) {
      throw new Error(`${url} is ${wasDown ? 'not ready again' : 'as if nothing had happened'}`);
    }
    await delay(50);
  }
}
