import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TIME_ZONE } from './bench-api-seed.mjs';
import { ROOT } from './lib/tools.mjs';

const START_PATIENCE_MS = 60_000;

/**
 * A process that says its port.
 *
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 */
export async function startServer(args, env) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`${args[0]} does not start`)), START_PATIENCE_MS);
    child.stdout.on('data', (data) => {
      said += data;
      const match = /ready: http:\/\/localhost:(\d+)$/m.exec(said);
      if (match) {
        clearTimeout(timer);
        resolve(Number(match[1]));
      }
    });
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}`)));
  });
  return {
    port,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGTERM');
      }),
  };
}

/** Linux counts in hundredths of a second, whatever the kernel's own tick. */
const TICK_MS = 10;

/**
 * Processor time that a process has taken, in milliseconds; NaN where the system does not tell.
 *
 * @param {number} pid
 */
export function processorTime(pid) {
  try {
    const [, numbers = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const [user, system] = numbers.split(' ').slice(11, 13).map(Number);
    return ((user ?? Number.NaN) + (system ?? Number.NaN)) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

/** MongoDB: the one that was named, or one that is started for this. */
export async function openMongo() {
  const named = process.env.OPENSLOT_TEST_MONGODB_URI;
  if (named) {
    return { uri: named, stop: async () => {} };
  }
  const { startMongo } = await import('../backend/dist/database/mongo-server/start-mongo.js');
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'openslot-bench-mongo-'));
  const mongo = await startMongo({ dataDirectory, log: console.log, env: process.env });
  return {
    uri: mongo.uri,
    async stop() {
      await mongo.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/**
 * @param {string} mongodbUri
 * @param {string} dataDirectory
 */
export function startProduct(mongodbUri, dataDirectory) {
  return startServer([path.join(ROOT, 'backend/dist/main.js')], {
    MONGODB_URI: mongodbUri,
    PORT: '0',
    OPENSLOT_DATA: dataDirectory,
    OPENSLOT_DEMO: '0',
    OPENSLOT_CLINIC_NAME: 'Measured',
    OPENSLOT_TIME_ZONE: TIME_ZONE,
    OPENSLOT_ADMIN_NAME: 'Admin',
    OPENSLOT_ADMIN_EMAIL: 'admin@example.org',
    OPENSLOT_ADMIN_PASSWORD: randomBytes(12).toString('hex'),
  });
}
