import { setTimeout as sleep } from 'node:timers/promises';
import { SourceUnavailableError } from '../errors.ts';
import { type CommandResult, runCommand } from '../run-command.ts';
import type { Environment, SourceContext } from '../types.ts';
import { findOnPath, isExecutable } from './binary.ts';

/** The 64-bit loader, and the helper that keeps its processes together. */
export interface WineRuntime {
  readonly loader: string;
  readonly server: string;
}

const DEBIAN_DIRECTORY = '/usr/lib/wine';
const INSTALL_LIMIT_MS = 15 * 60_000;
const APT_LOCK_WAIT_MS = 3 * 60_000;
/** Ten seconds to connect; a package on its way may take longer. */
const APT_OPTIONS = [
  '-o',
  'Acquire::http::Timeout=10',
  '-o',
  'Acquire::https::Timeout=10',
  '-o',
  'Acquire::Retries=0',
  '-o',
  'DPkg::Lock::Timeout=180',
];

/** Where Wine is installed, or undefined. Debian's own loader is preferred: its wrapper script needs a terminal's settings. */
export async function findWine(env: Environment): Promise<WineRuntime | undefined> {
  const places = [
    [`${DEBIAN_DIRECTORY}/wine64`, `${DEBIAN_DIRECTORY}/wineserver64`],
    [await findOnPath('wine64', env), await findOnPath('wineserver', env)],
    [await findOnPath('wine', env), await findOnPath('wineserver', env)],
  ];
  for (const [loader, server] of places) {
    if (loader && server && (await isExecutable(loader)) && (await isExecutable(server))) {
      return { loader, server };
    }
  }
  return undefined;
}

/**
 * Refuses where the package cannot be installed without asking: on other systems than Debian and its relatives, and
 * for anybody but root, who gets the two commands instead.
 *
 * @throws {SourceUnavailableError} with what to do.
 */
export function expectInstallable(osRelease: string, userId: number | undefined): void {
  if (!/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease)) {
    throw new SourceUnavailableError('Wine is not installed, and this is neither Debian nor Ubuntu');
  }
  if (userId !== 0) {
    throw new SourceUnavailableError(
      'Wine is not installed. To use it, run these two commands and start again:\n' +
        'sudo apt-get update\nsudo apt-get install -y --no-install-recommends wine64',
    );
  }
}

/**
 * Installs Debian's `wine64` package.
 *
 * @throws {SourceUnavailableError} when apt fails.
 */
export async function installWine({ env, log }: SourceContext): Promise<WineRuntime> {
  const environment = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (label: string, ...command: string[]) =>
    aptGet(command, environment, { log, label: `apt-get ${label}` });
  if (!(await isPackageKnown(environment))) {
    expectSuccess(await run('update', 'update'), 'apt-get update');
  }
  const packages = ['install', '-y', '--no-install-recommends', 'wine64'];
  const first = await run('install wine64', ...packages);
  if (first.code !== 0) {
    expectSuccess(await run('update', 'update'), 'apt-get update');
    expectSuccess(await run('install wine64', ...packages), 'apt-get install wine64');
  }
  const wine = await findWine(env);
  if (wine === undefined) {
    throw new SourceUnavailableError(
      'the package wine64 is installed, but its programs are not where expected',
    );
  }
  return wine;
}

async function isPackageKnown(environment: Environment): Promise<boolean> {
  const { output } = await runCommand('apt-cache', ['policy', 'wine64'], { environment, timeoutMs: 30_000 });
  return /Candidate: \d/.test(output);
}

/** Waits while another apt works: one of its locks has a waiting option of its own, the others fail at once. */
async function aptGet(
  command: readonly string[],
  environment: Environment,
  progress: { log: (line: string) => void; label: string },
): Promise<CommandResult> {
  const deadline = Date.now() + APT_LOCK_WAIT_MS;
  for (;;) {
    const result = await runCommand('apt-get', [...APT_OPTIONS, ...command], {
      environment,
      timeoutMs: INSTALL_LIMIT_MS,
      progress,
    });
    const locked = result.code !== 0 && /Could not get lock|Unable to lock/.test(result.output);
    if (!locked || Date.now() > deadline) {
      return result;
    }
    progress.log('another apt-get is at work; waiting for it');
    await sleep(3_000);
  }
}

function expectSuccess({ code, output, timedOut }: CommandResult, name: string): void {
  if (code !== 0) {
    const why = timedOut ? 'took too long' : `failed with code ${code}`;
    throw new SourceUnavailableError(`${name} ${why}:\n${output.split('\n').slice(-4).join('\n')}`);
  }
}
