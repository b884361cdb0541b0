import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { SourceUnavailableError } from '../errors.ts';
import { runCommand } from '../run-command.ts';
import type { Environment, MongodCommand, MongoSource } from '../types.ts';

const VERSION_LIMIT_MS = 10_000;
const OLDEST_MAJOR = 7;

/** An installed `mongod`: the one in `MONGOD_BINARY`, which then must work, or the first on PATH. */
export const binarySource: MongoSource = {
  name: 'binary',
  label: 'mongod on PATH or in MONGOD_BINARY',
  async find({ env }) {
    if (env.MONGOD_BINARY) {
      const file = resolve(env.MONGOD_BINARY);
      if (!(await isExecutable(file))) {
        throw new SourceUnavailableError(`MONGOD_BINARY=${file} is not an executable file`, { final: true });
      }
      return { kind: 'command', command: await nativeCommand(file, env, true) };
    }
    const file = await findOnPath('mongod', env);
    if (file === undefined) {
      throw new SourceUnavailableError('MONGOD_BINARY is not set and there is no mongod on PATH');
    }
    return { kind: 'command', command: await nativeCommand(file, env, false) };
  },
};

/**
 * The command for a server built for this system, after asking it for its version.
 *
 * @throws {SourceUnavailableError} when it does not run here or is older than 7.0.
 */
export async function nativeCommand(file: string, env: Environment, final: boolean): Promise<MongodCommand> {
  const { code, output, timedOut } = await runCommand(file, ['--version'], {
    environment: env,
    timeoutMs: VERSION_LIMIT_MS,
  });
  const version = /db version v(\d+)\.(\d+\.\d+)/.exec(output);
  if (code !== 0 || version === null) {
    const why = timedOut ? 'no answer within 10 s' : output.trim() || `code ${code}`;
    throw new SourceUnavailableError(`${file} --version failed: ${why}`, { final });
  }
  const number = `${version[1]}.${version[2]}`;
  if (Number(version[1]) < OLDEST_MAJOR) {
    throw new SourceUnavailableError(`${file} is MongoDB ${number}; 7.0 or newer is needed`, { final });
  }
  return {
    description: `mongod ${number} (${file})`,
    file,
    leadingArguments: [],
    environment: env,
    windowsBuild: process.platform === 'win32',
  };
}

/** The first executable of this name on PATH, or undefined. */
export async function findOnPath(name: string, env: Environment): Promise<string | undefined> {
  const fileName = process.platform === 'win32' ? `${name}.exe` : name;
  for (const directory of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    if (directory !== '' && (await isExecutable(join(directory, fileName)))) {
      return resolve(directory, fileName);
    }
  }
  return undefined;
}

/** Whether this file exists and may be run. */
export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
