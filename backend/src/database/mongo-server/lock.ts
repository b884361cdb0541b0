import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isProcessAlive } from './processes.ts';
import type { Log } from './types.ts';

const DEFAULT_WAIT_MS = 15 * 60_000;

/**
 * Runs `work` while no other process on this machine runs under the same lock file. A lock whose process has died
 * is taken over.
 *
 * @throws when a live process keeps the lock for longer than `waitMs`.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  options: { log: Log; waitMs?: number },
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const token = `${process.pid} ${randomUUID()}`;
  await acquire(path, token, options.log, options.waitMs ?? DEFAULT_WAIT_MS);
  try {
    return await work();
  } finally {
    if ((await readFile(path, 'utf8').catch(() => '')) === token) {
      await rm(path, { force: true });
    }
  }
}

async function acquire(path: string, token: string, log: Log, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs;
  let announced = false;
  while (!(await tryAcquire(path, token))) {
    const holder = await readFile(path, 'utf8').catch(() => '');
    const pid = Number.parseInt(holder, 10);
    if (holder !== '' && !isProcessAlive(pid)) {
      await discard(path, holder);
      continue;
    }
    if (Date.now() > deadline) {
      throw new Error(`process ${pid} has kept ${path} for too long; end it or delete that file`);
    }
    if (!announced) {
      log(`waiting for process ${pid}, which is preparing the same database files`);
      announced = true;
    }
    await sleep(100);
  }
}

/** A hard link appears whole or not at all, so nobody can read a lock file that has no owner in it yet. */
async function tryAcquire(path: string, token: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, token);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a dead process's lock, and gives back what it took if another process was quicker. */
async function discard(path: string, deadHolder: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== deadHolder) {
    await link(aside, path).catch(() => undefined);
  }
  await rm(aside, { force: true });
}
