import { copyFile, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceUnavailableError } from '../errors.ts';
import { withLock } from '../lock.ts';
import { runCommand } from '../run-command.ts';
import type { Environment, Log } from '../types.ts';
import type { WineRuntime } from './wine-runtime.ts';

const BOOT_LIMIT_MS = 3 * 60_000;
const REGISTRY_FILES = ['system.reg', 'user.reg', 'userdef.reg', '.update-timestamp'];

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
 * never touches another's, and so that Wine itself guards the data files against a second server. Drive C:, 700 MB
 * that nobody writes to, is shared from the cache.
 */
export async function preparePrefix(
  wine: WineRuntime,
  cache: string,
  prefix: string,
  context: { readonly env: Environment; readonly log: Log },
): Promise<void> {
  const template = await prepareTemplate(wine, cache, context);
  const marker = join(prefix, 'made-from');
  if ((await readFile(marker, 'utf8').catch(() => '')) === template) {
    return;
  }
  await rm(prefix, { recursive: true, force: true });
  await mkdir(join(prefix, 'dosdevices'), { recursive: true });
  await symlink(join(template, 'drive_c'), join(prefix, 'dosdevices', 'c:'));
  await symlink('/', join(prefix, 'dosdevices', 'z:'));
  for (const name of REGISTRY_FILES) {
    await copyFile(join(template, name), join(prefix, name));
  }
  await writeFile(marker, template);
}

/** Ends what is left of Wine in one prefix. */
export async function stopPrefix(wine: WineRuntime, environment: Environment): Promise<void> {
  await runCommand(wine.server, ['-k'], { environment, timeoutMs: 10_000 });
  await runCommand(wine.server, ['-w'], { environment, timeoutMs: 10_000 });
}

/** Wine's set-up takes ten seconds: once for each user and Wine version. */
async function prepareTemplate(
  wine: WineRuntime,
  cache: string,
  { env, log }: { readonly env: Environment; readonly log: Log },
): Promise<string> {
  const { code, output } = await runCommand(wine.loader, ['--version'], {
    environment: wineEnvironment(env, join(cache, 'wine-unused')),
    timeoutMs: 10_000,
  });
  if (code !== 0) {
    throw new SourceUnavailableError(`${wine.loader} --version failed (code ${code}): ${output}`);
  }
  const template = join(
    cache,
    output
      .trim()
      .replace(/\W+$/, '')
      .replace(/[^\w.]+/g, '-'),
  );
  const isMade = async () => (await readFile(join(template, 'system.reg')).catch(() => '')).length > 0;
  if (!(await isMade())) {
    const make = async () => ((await isMade()) ? undefined : bootTemplate(wine, template, env, log));
    await withLock(`${template}.lock`, make, { log });
  }
  return template;
}

async function bootTemplate(wine: WineRuntime, template: string, env: Environment, log: Log): Promise<void> {
  const draft = `${template}.draft`;
  log(`Preparing Wine in ${template} (once; about 700 MB).`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const environment = wineEnvironment(env, draft);
  const boot = await runCommand(wine.loader, ['wineboot', '-i'], {
    environment,
    cwd: draft,
    timeoutMs: BOOT_LIMIT_MS,
    progress: { log, label: 'wineboot' },
  });
  await runCommand(wine.server, ['-w'], { environment, timeoutMs: 30_000 });
  if (boot.code !== 0) {
    await stopPrefix(wine, environment);
    throw new SourceUnavailableError(`wineboot failed (code ${boot.code}): ${boot.output.slice(-500)}`);
  }
  await rm(template, { recursive: true, force: true });
  await rename(draft, template);
}
