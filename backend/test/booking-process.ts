import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram, currentProgram } from './programs.ts';

/** Signs the cookies that the tests make themselves. */
export const SECRET = 'a secret of the tests, long enough for all';
/** Beside a storm, on a machine with other work. */
const START_MS = 120_000;

/** A backend that runs as a process of its own, as in a clinic. */
export interface Backend {
  /** Without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** All it wrote, for a failure's message. */
  output(): string;
  /** Ends it in an instant, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Ends it in good order. @returns its exit code */
  stop(): Promise<number | null>;
}

/**
 * Starts a backend on a free port of loopback and waits until it is ready. Its clinic must be founded.
 * @param built the build in `backend/dist`, whatever the sources are.
 * @param env further settings
 */
export async function startBackend(
  uri: string,
  built = false,
  env: Record<string, string> = {},
): Promise<Backend> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-backend-'));
  const child = run(built ? builtProgram('main') : currentProgram('main'), {
    MONGODB_URI: uri,
    OPENSLOT_DATA: dataDirectory,
    ...env,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = await exited;
    await rm(dataDirectory, { recursive: true, force: true });
    return code;
  };
  try {
    const url = await ready(child, () => output);
    return {
      url,
      pid: child.pid ?? 0,
      output: () => output,
      kill: async () => void (await end('SIGKILL')),
      stop: () => end('SIGTERM'),
    };
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
}

/** Several on one database; when one does not start, none is left behind. */
export async function startBackends(uri: string, count: number, built = false): Promise<Backend[]> {
  const started = await Promise.allSettled(Array.from({ length: count }, () => startBackend(uri, built)));
  const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = started.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(running.map((backend) => backend.kill()));
    throw failed.reason;
  }
  return running;
}

/** In good order; also none. */
export async function stopBackends(backends: readonly Backend[] = []): Promise<void> {
  await Promise.all(backends.map((backend) => backend.stop()));
}

/** Runs `fsck.ts` to its end. */
export async function runFsck(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-fsck-'));
  const child = run(currentProgram('fsck'), { OPENSLOT_DATA: dataDirectory, ...env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  await rm(dataDirectory, { recursive: true, force: true });
  return { code, output };
}

function run(program: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, program, {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      BETTER_AUTH_SECRET: SECRET,
      OPENSLOT_DEMO: '0',
      // Each person of a test has an address of their own, or the limit of writes would end the storm.
      OPENSLOT_TRUST_PROXY: '1',
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function ready(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`The backend did not start:\n${output()}`));
    const timer = setTimeout(fail, START_MS);
    child.once('exit', fail);
    child.stdout?.on('data', () => {
      const url = /Openslot is ready: (\S+)/.exec(output())?.[1];
      if (url !== undefined) {
        clearTimeout(timer);
        child.off('exit', fail);
        resolve(url);
      }
    });
  });
}
