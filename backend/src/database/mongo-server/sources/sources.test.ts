import { createHash } from 'node:crypto';
import { access, chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cacheDirectory } from '../cache-directory.ts';
import type { Environment, SourceContext } from '../types.ts';
import { binarySource } from './binary.ts';
import { checkReplicaSet, uriSource, whatIsMissing } from './uri.ts';
import { verifyChecksum } from './windows-server.ts';
import { wineSource } from './wine.ts';
import { expectInstallable } from './wine-runtime.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openslot-sources-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

function context(env: Environment): SourceContext {
  return { dataDirectory: join(directory, 'data'), env, log: () => undefined };
}

async function aMongod(name: string, script: string): Promise<string> {
  const file = join(directory, name, 'mongod');
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

describe('MONGODB_URI', () => {
  it('is skipped when not set or empty', async () => {
    await expect(uriSource.find(context({}))).rejects.toMatchObject({ message: 'not set', final: false });
    await expect(uriSource.find(context({ MONGODB_URI: '' }))).rejects.toMatchObject({ final: false });
  });

  it('is refused for good when it is no MongoDB address', async () => {
    await expect(uriSource.find(context({ MONGODB_URI: 'localhost:27017' }))).rejects.toMatchObject({
      message: expect.stringContaining('not a usable MongoDB address'),
      final: true,
    });
  });

  it('is refused within the limit when nothing answers, without its password in the message', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const attempt = checkReplicaSet(`mongodb://front:secret@127.0.0.1:${port}/clinic`, 300);
    const error = await attempt.catch((thrown: unknown) => thrown);
    silent.close();
    expect(error).toMatchObject({
      message: expect.stringContaining(`127.0.0.1:${port} did not answer within 0.3 s`),
      final: true,
    });
    expect(String(error)).not.toContain('secret');
  });
});

describe('a server that answers', () => {
  it.each([
    [{ setName: 'rs0', maxWireVersion: 21 }, undefined],
    [{ msg: 'isdbgrid', maxWireVersion: 25 }, undefined],
    [{ maxWireVersion: 21 }, /^is not a member of a replica set/],
    [{ setName: 'rs0', maxWireVersion: 17 }, /^is older than MongoDB 7\.0$/],
    [{ setName: 'rs0' }, /^is older than MongoDB 7\.0$/],
  ])('and says %j lacks %s', (hello, expected) => {
    const missing = whatIsMissing(hello);
    expect(expected ? expected.test(missing ?? '') : missing === undefined).toBe(true);
  });
});

describe('an installed mongod', () => {
  it('is taken from PATH, first match, when it is new enough', async () => {
    const file = await aMongod('new', 'echo "db version v7.0.15"');
    const path = ['', join(directory, 'missing'), join(directory, 'new')].join(':');
    const found = await binarySource.find(context({ PATH: path }));
    expect(found).toMatchObject({
      kind: 'command',
      command: { file, description: `mongod 7.0.15 (${file})`, leadingArguments: [] },
    });
  });

  it('is skipped when PATH has none', async () => {
    await expect(binarySource.find(context({ PATH: directory }))).rejects.toMatchObject({
      message: 'MONGOD_BINARY is not set and there is no mongod on PATH',
      final: false,
    });
  });

  it.each([
    ['old', 'echo "db version v6.0.19"', /is MongoDB 6\.0\.19; 7\.0 or newer is needed/],
    ['broken', 'echo "cannot open shared object file" >&2; exit 127', /cannot open shared object file/],
    ['other', 'echo "hello"', /--version failed: hello/],
  ])(
    'is skipped on PATH, but refused for good in MONGOD_BINARY, when it is %s',
    async (name, script, why) => {
      const file = await aMongod(name, script);
      const expected = (final: boolean) => ({ message: expect.stringMatching(why), final });
      await expect(binarySource.find(context({ PATH: join(directory, name) }))).rejects.toMatchObject(
        expected(false),
      );
      await expect(binarySource.find(context({ MONGOD_BINARY: file }))).rejects.toMatchObject(expected(true));
    },
  );

  it('is refused for good when MONGOD_BINARY does not exist, even if PATH has one', async () => {
    await aMongod('new', 'echo "db version v7.0.15"');
    const env = { MONGOD_BINARY: join(directory, 'nowhere'), PATH: join(directory, 'new') };
    await expect(binarySource.find(context(env))).rejects.toMatchObject({
      message: `MONGOD_BINARY=${join(directory, 'nowhere')} is not an executable file`,
      final: true,
    });
  });
});

describe('the Windows server under Wine', () => {
  it('is refused in production', async () => {
    await expect(wineSource.find(context({ NODE_ENV: 'production' }))).rejects.toThrow('NODE_ENV=production');
  });

  it('is switched off by OPENSLOT_NO_WINE=1', async () => {
    await expect(wineSource.find(context({ OPENSLOT_NO_WINE: '1' }))).rejects.toThrow('OPENSLOT_NO_WINE=1');
  });

  it.each(['ID=debian\n', 'NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n'])(
    'is installed by root on Debian and its relatives',
    (release) => {
      expect(() => expectInstallable(release, 0)).not.toThrow();
    },
  );

  it('gives anybody else the two commands instead of calling sudo', () => {
    expect(() => expectInstallable('ID=ubuntu\n', 1000)).toThrow(
      /\nsudo apt-get update\nsudo apt-get install -y --no-install-recommends wine64$/,
    );
  });

  it('is not installed on other systems', () => {
    expect(() => expectInstallable('ID=fedora\n', 0)).toThrow('neither Debian nor Ubuntu');
  });

  it('is not used, and not kept, when its checksum differs', async () => {
    const file = join(directory, 'mongod.exe');
    await writeFile(file, 'tampered');
    const right = createHash('sha256').update('tampered').digest('hex');
    await verifyChecksum(file, right);
    await expect(verifyChecksum(file, '0'.repeat(64))).rejects.toThrow(
      `has checksum ${right} instead of 0000`,
    );
    await expect(access(file)).rejects.toThrow('ENOENT');
  });
});

describe('cacheDirectory', () => {
  it.each([
    [{ OPENSLOT_CACHE: '/own', XDG_CACHE_HOME: '/xdg' }, '/own'],
    [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/openslot'],
    [{}, join(homedir(), '.cache', 'openslot')],
  ])('for %j is %s', (env, expected) => {
    expect(cacheDirectory(env)).toBe(expected);
  });
});
