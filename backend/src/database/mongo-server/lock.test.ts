import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLock } from './lock.ts';

let directory: string;
const log = () => undefined;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openslot-lock-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe('withLock', () => {
  it('lets one at a time in, and leaves nothing behind', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(20);
      inside -= 1;
    };
    const path = join(directory, 'deep', 'one');
    await Promise.all([1, 2, 3].map(() => withLock(path, work, { log })));
    expect(most).toBe(1);
    expect(await readdir(join(directory, 'deep'))).toEqual([]);
  });

  it('is free again after an error', async () => {
    const path = join(directory, 'two');
    await expect(withLock(path, () => Promise.reject(new Error('broken')), { log })).rejects.toThrow(
      'broken',
    );
    expect(await withLock(path, async () => 'done', { log })).toBe('done');
  });

  it('takes over from a process that has died', async () => {
    const path = join(directory, 'three');
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(path, `${dead} some-token`);
    expect(await withLock(path, async () => 'done', { log })).toBe('done');
  });

  it('gives up on a live holder in the end, and says who it is and why it waits', async () => {
    const path = join(directory, 'four');
    const lines: string[] = [];
    await writeFile(path, `${process.pid} some-token`);
    const attempt = withLock(path, async () => 'done', { log: (line) => lines.push(line), waitMs: 150 });
    await expect(attempt).rejects.toThrow(`process ${process.pid} has kept ${path} for too long`);
    expect(lines).toEqual([`waiting for process ${process.pid}, which is preparing the same database files`]);
  });
});
