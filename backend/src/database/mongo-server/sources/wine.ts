import { join } from 'node:path';
import { cacheDirectory } from '../cache-directory.ts';
import { SourceUnavailableError } from '../errors.ts';
import type { MongodCommand, MongoSource, SourceContext } from '../types.ts';
import { windowsPath } from '../windows-path.ts';
import { fetchWindowsServer, WINDOWS_SERVER_VERSION } from './windows-server.ts';
import { preparePrefix, stopPrefix, wineEnvironment } from './wine-prefix.ts';
import { findWine, installWine, systemKind } from './wine-runtime.ts';

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
  const { env, log, dataDirectory } = context;
  const cache = cacheDirectory(env);
  const installed = await findWine(env);
  if (installed === undefined) {
    const system = await systemKind();
    if (system !== 'debian') {
      throw new SourceUnavailableError('Wine is not installed, and this is neither Debian nor Ubuntu');
    }
  }
  const wine = installed ?? (await installWine(context));
  const server = await fetchWindowsServer(cache, context);
  const prefix = join(dataDirectory, 'wine');
  const environment = wineEnvironment(env, prefix);
  await preparePrefix(wine, prefix, environment, log);
  return {
    description: `mongod ${WINDOWS_SERVER_VERSION} for Windows under Wine`,
    file: wine.loader,
    leadingArguments: [windowsPath(server)],
    environment,
    windowsBuild: true,
    cleanUp: () => stopPrefix(wine, environment),
  };
}
