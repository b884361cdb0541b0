import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Model } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, connectDatabase } from '../src/database/connection.ts';
import { OCCUPANCY_KEYS_INDEX } from '../src/database/models/occupancy.model.ts';
import { createModels } from '../src/database/models.ts';
import { currentProgram } from './programs.ts';
import { dropDatabase, freshDatabaseUri } from './test-database.ts';

const uri = freshDatabaseUri();
let dataDirectory: string;
let running: ChildProcess | null = null;

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-main-'));
});
afterEach(async () => {
  running?.kill('SIGKILL');
  running = null;
  await rm(dataDirectory, { recursive: true, force: true });
  await dropDatabase(uri);
});

interface Run {
  readonly child: ChildProcess;
  /** All that it said so far. */
  output(): string;
  said(text: RegExp): Promise<RegExpExecArray>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** One of the programs of the backend. */
function run(program: 'main' | 'sync-indexes', environment: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, currentProgram(program), {
    env: {
      PATH: process.env.PATH,
      MONGODB_URI: uri,
      PORT: '0',
      OPENSLOT_DATA: dataDirectory,
      OPENSLOT_DEMO: '0',
      OPENSLOT_CLINIC_NAME: 'North Clinic',
      OPENSLOT_TIME_ZONE: 'Europe/Lisbon',
      OPENSLOT_ADMIN_NAME: 'Rita Root',
      OPENSLOT_ADMIN_EMAIL: 'rita@example.org',
      OPENSLOT_ADMIN_PASSWORD: 'a long enough password',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  return {
    child,
    output: () => output,
    async said(text) {
      await expect.poll(() => output, { timeout: 20_000, interval: 50 }).toMatch(text);
      return text.exec(output) ?? expect.unreachable();
    },
    ended,
  };
}

describe('the program', () => {
  it('starts, serves, and leaves in good order when it is told to', async () => {
    const program = run('main');
    const [, address = ''] = await program.said(/Openslot is ready: (\S+)/);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    program.child.kill('SIGTERM');
    const since = performance.now();
    expect(await program.ended).toBe(0);
    expect(performance.now() - since).toBeLessThan(9_000);
  });

  it('says nothing of errors when it is told to stop while it starts', async () => {
    const program = run('main', { OPENSLOT_DEMO: '1' });
    await program.said(/Making a demo clinic/);
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(0);
    expect(program.output()).not.toMatch(/Error|at .*:\d+/);
    // A transaction that is cut off keeps its locks for a minute.
    const since = performance.now();
    await dropDatabase(uri);
    expect(performance.now() - since).toBeLessThan(20_000);
  });
});

describe('the step of a deployment that creates indexes', () => {
  const production = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://clinic.example',
    BETTER_AUTH_SECRET: 'a secret of the tests, long enough for all',
    SMTP_URL: 'smtp://127.0.0.1:2525',
    MAIL_FROM: 'clinic@example.org',
  };

  it('makes what is missing, without which production refuses to start', async () => {
    const connection = await connectDatabase(uri);
    try {
      const models = createModels(connection);
      await models.clinic.create({ _id: 'clinic', name: 'Old', timeZone: 'UTC', demo: false, rev: 1 });
      const refused = run('main', production);
      expect(await refused.ended).toBe(1);
      expect(refused.output()).toContain(OCCUPANCY_KEYS_INDEX);
      expect(refused.output()).toContain('db:sync-indexes');

      const step = run('sync-indexes', production);
      expect([await step.ended, step.output()]).toEqual([0, 'All collections and indexes are there.\n']);
      for (const model of Object.values(models) as Model<unknown>[]) {
        const names = (await model.collection.indexes()).map((index) => index.name);
        expect(names.length, model.modelName).toBe(model.schema.indexes().length + 1);
      }
      await models.occupancy.collection.dropIndex(OCCUPANCY_KEYS_INDEX);
      const keys = ['a|1'];
      await models.occupancy.collection.insertMany([{ keys }, { keys }]);
      const impossible = run('sync-indexes', production);
      expect(await impossible.ended).toBe(1);
      expect(impossible.output()).toContain('E11000');
    } finally {
      await closeDatabase(connection);
    }
  });
});
