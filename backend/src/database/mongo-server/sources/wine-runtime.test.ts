import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installWine } from './wine-runtime.ts';

let directory: string;
let bin: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openslot-apt-'));
  bin = join(directory, 'bin');
  await mkdir(bin);
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}

/** Stands in for apt: notes each call without its `-o` options, and "installs" by creating the two programs. */
async function anApt(candidate: string, installScript: string): Promise<void> {
  await program('apt-cache', `echo "wine64:"; echo "  Candidate: ${candidate}"`);
  await program(
    'apt-get',
    `while [ "$1" = -o ]; do shift 2; done
echo "$DEBIAN_FRONTEND $*" >>"${directory}/calls"
[ "$1" = install ] || exit 0
tries=$(grep -c install "${directory}/calls")
ok() { for p in wine64 wineserver; do printf '#!/bin/sh\\n' >"${bin}/$p"; chmod 755 "${bin}/$p"; done; }
${installScript}`,
  );
}

function install() {
  const env = { PATH: `${bin}:${process.env.PATH}` };
  return installWine({ dataDirectory: directory, env, log: () => undefined });
}

async function calls(): Promise<string[]> {
  return (await readFile(join(directory, 'calls'), 'utf8')).trim().split('\n');
}

const UPDATE = 'noninteractive update';
const INSTALL = 'noninteractive install -y --no-install-recommends wine64';

describe('installWine', () => {
  it('installs at once where the package lists are there', async () => {
    await anApt('8.0~repack-4', 'ok');
    await install();
    expect(await calls()).toEqual([INSTALL]);
  });

  it('fetches the package lists first on a bare system', async () => {
    await anApt('(none)', 'ok');
    await install();
    expect(await calls()).toEqual([UPDATE, INSTALL]);
  });

  it('fetches them anew and tries once more when they are out of date', async () => {
    await anApt('8.0~repack-4', '[ "$tries" -gt 1 ] && ok || { echo "404 Not Found"; exit 100; }');
    await install();
    expect(await calls()).toEqual([INSTALL, UPDATE, INSTALL]);
  });

  it('waits while another apt holds the lock', async () => {
    await anApt('8.0~repack-4', '[ "$tries" -gt 1 ] && ok || { echo "E: Could not get lock /x"; exit 100; }');
    await install();
    expect(await calls()).toEqual([INSTALL, INSTALL]);
  });

  it('says what apt said when it cannot', async () => {
    await anApt('8.0~repack-4', 'echo "E: No space left"; exit 100');
    await expect(install()).rejects.toThrow('apt-get install wine64 failed with code 100:\nE: No space left');
  });
});
