import { resolve } from 'node:path';
import { MongoUnavailableError, reasonOf } from './errors.ts';
import { findMongo } from './find-mongo.ts';
import { startLocalServer } from './local-server.ts';
import { binarySource } from './sources/binary.ts';
import { downloadSource } from './sources/download.ts';
import { uriSource } from './sources/uri.ts';
import { wineSource } from './sources/wine.ts';
import type { Environment, Log, MongoServer, MongoSource, SourceContext } from './types.ts';

/** Settings of {@link startMongo}. */
export interface StartMongoOptions {
  /** Holds the server's files when one is started here; created when missing. One server per directory. */
  readonly dataDirectory: string;
  readonly log: Log;
  readonly env: Environment;
  /** The places to look, in order; the default is the product's own order. */
  readonly sources?: readonly MongoSource[];
}

const SOURCES: readonly MongoSource[] = [uriSource, binarySource, downloadSource, wineSource];

/**
 * The database door: `MONGODB_URI`, else `mongod` from PATH or `MONGOD_BINARY`, else a downloaded one, else the
 * Windows server under Wine, always as a replica set on loopback. Says through `log` what it did. The caller must
 * call `stop()` before it ends; should it die instead, the server it started ends by itself.
 *
 * @throws {MongoUnavailableError} when nothing works: print its message and exit 1.
 */
export async function startMongo(options: StartMongoOptions): Promise<MongoServer> {
  const context: SourceContext = { ...options, dataDirectory: resolve(options.dataDirectory) };
  const { source, found, failures } = await findMongo(options.sources ?? SOURCES, context);
  if (found.kind === 'address') {
    options.log(`MongoDB: ${found.description}`);
    return {
      uri: found.uri,
      source: source.name,
      description: found.description,
      onCrash: () => () => undefined,
      stop: async () => undefined,
    };
  }
  const { description } = found.command;
  try {
    const { uri, port, supervisor } = await startLocalServer(
      found.command,
      context.dataDirectory,
      options.log,
    );
    const how = supervisor ? 'started' : 'already running for';
    options.log(`MongoDB: ${description}, ${how} ${context.dataDirectory}, on 127.0.0.1:${port}`);
    return {
      uri,
      source: supervisor ? source.name : 'shared',
      description,
      onCrash: (listener) => supervisor?.onCrash(listener) ?? (() => undefined),
      stop: async () => supervisor?.stop(),
    };
  } catch (error) {
    throw new MongoUnavailableError(
      [...failures, { label: source.label, reason: reasonOf(error) }],
      `Data and log of that server are in ${context.dataDirectory}.`,
    );
  }
}
