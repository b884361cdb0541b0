import { request } from 'node:https';
import { connect } from 'node:net';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { cacheDirectory } from '../cache-directory.ts';
import { reasonOf, SourceUnavailableError } from '../errors.ts';
import type { Environment, MongoSource } from '../types.ts';
import { nativeCommand } from './binary.ts';

/** The newest 7.0 release when this was written; patch releases keep the data format. */
const VERSION = '7.0.40';
const CONNECT_LIMIT_MS = 10_000;
const PROXY_VARIABLES = ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY'];

/** MongoDB's own build for this system, fetched once by `mongodb-memory-server-core` into the user's cache. */
export const downloadSource: MongoSource = {
  name: 'download',
  label: `download of MongoDB ${VERSION}`,
  async find({ env, log }) {
    const { DryMongoBinary, MongoBinary } = await import('mongodb-memory-server-core');
    const wanted = { version: VERSION, downloadDir: join(cacheDirectory(env), 'mongod'), checkMD5: true };
    let file = await DryMongoBinary.locateBinary(wanted).catch(() => undefined);
    if (file === undefined) {
      await checkReachable(await downloadAddress(wanted), env);
      log(`Downloading MongoDB ${VERSION} into ${wanted.downloadDir} (once; about 80 MB).`);
      file = await MongoBinary.getPath(wanted).catch((error: unknown) => {
        throw new SourceUnavailableError(`download failed: ${reasonOf(error)}`, { cause: error });
      });
    }
    return { kind: 'command', command: await nativeCommand(file, env, false) };
  },
};

async function downloadAddress(wanted: { version: string }): Promise<URL> {
  const { DryMongoBinary } = await import('mongodb-memory-server-core');
  const { MongoBinaryDownloadUrl } = await import(
    'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js'
  );
  try {
    const options = await DryMongoBinary.generateOptions(wanted);
    const address = new MongoBinaryDownloadUrl({ ...options, platform: platform(), arch: arch() });
    return new URL(await address.getDownloadUrl());
  } catch (error) {
    throw new SourceUnavailableError(`there is no build for this system: ${reasonOf(error)}`);
  }
}

/** Finds out within ten seconds what the downloader, with its retries, needs minutes for. */
async function checkReachable(address: URL, env: Environment): Promise<void> {
  const proxy = PROXY_VARIABLES.map((name) => env[name]).find(Boolean);
  try {
    await (proxy ? reachProxy(new URL(proxy)) : askForHeaders(address));
  } catch (error) {
    throw new SourceUnavailableError(
      `cannot reach ${proxy ? 'the proxy' : address.host}: ${reasonOf(error)}`,
    );
  }
}

function reachProxy(proxy: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    const port = Number(proxy.port) || (proxy.protocol === 'https:' ? 443 : 80);
    const socket = connect({ host: proxy.hostname, port, timeout: CONNECT_LIMIT_MS });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer within 10 s')));
    socket.once('error', reject);
  });
}

function askForHeaders(address: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { method: 'HEAD', signal: AbortSignal.timeout(CONNECT_LIMIT_MS) });
    asked.once('response', (response) => {
      response.resume();
      if (response.statusCode !== undefined && response.statusCode < 400) {
        resolve();
      } else {
        reject(new Error(`it answers ${response.statusCode} for ${address.pathname}`));
      }
    });
    asked.once('error', reject);
    asked.end();
  });
}
