import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceUnavailableError } from '../errors.ts';
import { withLock } from '../lock.ts';
import { runCommand } from '../run-command.ts';
import type { Environment, Log } from '../types.ts';
import type { WineRuntime } from './wine-runtime.ts';

const BOOT_LIMIT_MS = 3 * 60_000;

/** No display, no .NET, no browser engine, no menu entries: the server needs none of them. */
export function wineEnvironment(env: Environment, prefix: string): Environment {
  return {
    ...env,
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=d',
    DISPLAY: '',
  };
}

/**
 * Makes Wine's own directory for one data directory. Each has its own, so that ending one server's Wine processes
 * never touches another's, and so that Wine itself guards the data files against a second server.
 */
export async function preparePrefix(
  wine: WineRuntime,
  prefix: string,
  environment: Environment,
  log: Log,
): Promise<void> {
  await withLock(
    `${prefix}.lock`,
    async () => {
      if (await isComplete(prefix)) {
        return;
      }
      log('Preparing Wine (once for this data directory).');
      await rm(prefix, { recursive: true, force: true });
      await mkdir(prefix, { recursive: true });
      const boot = await runCommand(wine.loader, ['wineboot', '-i'], {
        environment,
        cwd: prefix,
        timeoutMs: BOOT_LIMIT_MS,
        progress: { log, label: 'wineboot' },
      });
      await runCommand(wine.server, ['-w'], { environment, timeoutMs: 30_000 });
      if (boot.code !== 0 || !(await isComplete(prefix))) {
        throw new SourceUnavailableError(`wineboot failed (code ${boot.code}): ${boot.output.slice(-500)}`);
      }
    },
    { log },
  );
}

/** Ends what is left of Wine in one prefix. */
export async function stopPrefix(wine: WineRuntime, environment: Environment): Promise<void> {
  await runCommand(wine.server, ['-k'], { environment, timeoutMs: 10_000 });
  await runCommand(wine.server, ['-w'], { environment, timeoutMs: 10_000 });
}

/** Wine writes its registry when it ends; without it the preparation was interrupted. */
async function isComplete(prefix: string): Promise<boolean> {
  return stat(join(prefix, 'system.reg')).then(
    (file) => file.size > 0,
    () => false,
  );
}
