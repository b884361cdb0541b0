import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosePort, isPortFree } from './port.ts';
import { logTail, readMongodPid, readServerState, serverFiles, writeServerState } from './server-files.ts';
import { comparableText, windowsPath } from './windows-path.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openslot-files-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the state beside the data', () => {
  it('is read back as written, and absent at first', async () => {
    const files = serverFiles(directory);
    expect(await readServerState(files)).toBeUndefined();
    await writeServerState(files, { port: 27_123, ownerPid: 42 });
    expect(await readServerState(files)).toEqual({ port: 27_123, ownerPid: 42 });
  });

  it.each(['', '{', '[]', '{"port":27123}', '{"port":"27123","ownerPid":1}', '{"port":70000,"ownerPid":1}'])(
    'counts a damaged file (%j) as absent',
    async (content) => {
      const files = serverFiles(directory);
      await writeFile(files.state, content);
      expect(await readServerState(files)).toBeUndefined();
    },
  );

  it.each([
    ['4711\n', 4711],
    ['', undefined],
    ['nonsense', undefined],
    ['1', undefined],
    ['-5', undefined],
  ])('reads the process id %j as %j', async (content, expected) => {
    const files = serverFiles(directory);
    await writeFile(files.pid, content);
    expect(await readMongodPid(files)).toBe(expected);
  });

  it('gives the end of the log, or nothing without one', async () => {
    const files = serverFiles(directory);
    expect(await logTail(files)).toBe('');
    await writeFile(files.log, 'one\ntwo\nthree\n');
    expect(await logTail(files, 2)).toBe('two\nthree');
    await writeFile(files.log, `one\n{"s":"F","msg":"data are newer"}\n${'x'.repeat(999)}\n`);
    expect(await logTail(files, 2)).toBe('{"s":"F","msg":"data are newer"}');
  });
});

describe('choosePort', () => {
  it('gives the same directory the same port, below the range for outgoing connections', async () => {
    const free = async () => true;
    const port = await choosePort('/clinic/a', free);
    expect(await choosePort('/clinic/a', free)).toBe(port);
    expect(await choosePort('/clinic/b', free)).not.toBe(port);
    expect(port).toBeGreaterThanOrEqual(27_100);
    expect(port).toBeLessThan(28_000);
  });

  it('goes round the whole range for a free one, and says when there is none', async () => {
    expect(await choosePort('/clinic/a', async (port) => port === 27_100)).toBe(27_100);
    await expect(choosePort('/clinic/a', async () => false)).rejects.toThrow('no free port');
  });

  it('sees that somebody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await isPortFree(port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isPortFree(port)).toBe(true);
  });
});

describe('paths under Wine', () => {
  it('are on drive Z:', () => {
    expect(windowsPath('/srv/clinic data/db')).toBe('Z:\\srv\\clinic data\\db');
  });

  it('compare equal to the unix path they stand for', () => {
    expect(comparableText('mongod.exe --dbpath Z:\\srv\\db --port 1')).toBe(
      'mongod.exe --dbpath /srv/db --port 1',
    );
    expect(comparableText(windowsPath('/srv/db'))).toBe(comparableText('/srv/db'));
  });
});
