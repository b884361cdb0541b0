import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterAll } from 'vitest';
import { freshDatabaseUri } from '../../../backend/test/test-database.ts';

const MAIN = fileURLToPath(new URL('../../../backend/dist/main.js', import.meta.url));
const START_LIMIT_MS = 60_000;

export const ADMIN = { email: 'admin@example.org', password: 'journey-admin-password' };

/** The real program, as a clinic would run it, with a database of its own. */
export interface ClinicProcess {
  readonly baseUrl: string;
  start(): Promise<void>;
  /** Ends the program as Ctrl-C does and waits until it is gone. */
  stop(): Promise<void>;
}

interface ClinicOptions {
  /** A clinic that says that it is a demo; without the invented people, whose making takes longer than a journey. */
  readonly demo?: boolean;
}

/** Call at the top level of a journey: program, database and files are gone when its tests are over. */
export function clinicProcess({ demo = false }: ClinicOptions = {}): {
  readonly start: () => Promise<ClinicProcess>;
} {
  const uri = freshDatabaseUri();
  const undo: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const step of undo.reverse()) {
      await step();
    }
  });
  return {
    async start() {
      const dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-journey-'));
      undo.push(() => rm(dataDirectory, { recursive: true, force: true }));
      const clinic = await startProcess(uri, dataDirectory);
      undo.push(() => clinic.stop());
      if (demo) {
        await clinic.stop();
        await callDemo(uri);
        // It has no people whose passwords it would have to make anew; the admin may be called like one of them.
        await writeFile(join(dataDirectory, 'demo-sign-ins.json'), '{"signIns":[]}');
        await clinic.start();
      }
      return clinic;
    },
  };
}

async function startProcess(uri: string, dataDirectory: string): Promise<ClinicProcess> {
  const port = await freePort();
  let running: ChildProcess | null = null;
  const environment = {
    ...process.env,
    NODE_ENV: 'development',
    MONGODB_URI: uri,
    PORT: String(port),
    OPENSLOT_DATA: dataDirectory,
    OPENSLOT_DEMO: '0',
    OPENSLOT_CLINIC_NAME: 'Riverside Clinic',
    OPENSLOT_TIME_ZONE: 'Europe/Berlin',
    OPENSLOT_ADMIN_NAME: 'Alex Admin',
    OPENSLOT_ADMIN_EMAIL: ADMIN.email,
    OPENSLOT_ADMIN_PASSWORD: ADMIN.password,
    LOG_LEVEL: 'error',
  };
  const clinic: ClinicProcess = {
    baseUrl: `http://localhost:${port}`,
    async start() {
      running = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
      await untilReady(running);
    },
    async stop() {
      const ending = running;
      running = null;
      if (ending !== null && ending.exitCode === null) {
        const gone = new Promise((resolve) => ending.once('exit', resolve));
        ending.kill('SIGINT');
        await gone;
      }
    },
  };
  await clinic.start();
  return clinic;
}

async function callDemo(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  try {
    await client
      .db()
      .collection('clinic')
      .updateOne({}, { $set: { demo: true } });
  } finally {
    await client.close();
  }
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the program did not become ready')), START_LIMIT_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the program ended with ${code}`));
    });
    child.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes('Openslot is ready')) {
        clearTimeout(timer);
        resolve();
      }
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
