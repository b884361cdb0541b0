import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from './lock.ts';
import { REPLICA_SET } from './mongod-process.ts';
import { choosePort, isPortFree } from './port.ts';
import { commandLineOf, endProcess, isProcessAlive } from './processes.ts';
import { requestShutdown, servesData } from './replica-set.ts';
import {
  readMongodPid,
  readServerState,
  type ServerFiles,
  type ServerState,
  serverFiles,
  writeServerState,
} from './server-files.ts';
import { MongodSupervisor } from './supervisor.ts';
import type { Log, MongodCommand } from './types.ts';
import { comparableText } from './windows-path.ts';

const DATABASE_NAME = 'openslot';
const STALE_STOP_LIMIT_MS = 15_000;
const PORT_RELEASE_LIMIT_MS = 3_000;
const OTHER_RESTART_LIMIT_MS = 30_000;

/** A server for one data directory: ours to stop, or shared with the process that owns it. */
export interface LocalServer {
  readonly uri: string;
  readonly port: number;
  /** Undefined when another live process supervises the server. */
  readonly supervisor: MongodSupervisor | undefined;
}

/**
 * Brings up the server of a data directory and waits until it takes writes. A server that another live process
 * keeps for the same directory is shared; one whose process has died is stopped first.
 */
export async function startLocalServer(
  command: MongodCommand,
  dataDirectory: string,
  log: Log,
): Promise<LocalServer> {
  const files = serverFiles(dataDirectory);
  await mkdir(files.data, { recursive: true });
  return withLock(files.lock, () => startUnderLock(command, files, log), { log });
}

async function startUnderLock(command: MongodCommand, files: ServerFiles, log: Log): Promise<LocalServer> {
  const state = await readServerState(files);
  if (state && (await isKeptByOther(files, state))) {
    return { uri: uriOf(state.port), port: state.port, supervisor: undefined };
  }
  await stopLeftOver(files, state, log);
  await command.cleanUp?.();
  const port = await portFor(files, state, log);
  await writeServerState(files, { port, ownerPid: process.pid });
  const supervisor = new MongodSupervisor({ command, files, port, log });
  await supervisor.start();
  return { uri: uriOf(port), port, supervisor };
}

/** A server that its owner is just restarting gets time to answer. */
async function isKeptByOther(files: ServerFiles, state: ServerState): Promise<boolean> {
  const deadline = Date.now() + OTHER_RESTART_LIMIT_MS;
  while (isProcessAlive(state.ownerPid)) {
    if (await servesData(state.port, files.data)) {
      return true;
    }
    if ((await liveServerPid(files)) === undefined || Date.now() > deadline) {
      return false;
    }
    await sleep(200);
  }
  return false;
}

/** The recorded server process, if it still lives and really is the server of this data. */
async function liveServerPid(files: ServerFiles): Promise<number | undefined> {
  const pid = await readMongodPid(files);
  if (pid === undefined || !isProcessAlive(pid)) {
    return undefined;
  }
  const line = comparableText(await commandLineOf(pid));
  return line.includes(comparableText(files.data)) ? pid : undefined;
}

function uriOf(port: number): string {
  return `mongodb://127.0.0.1:${port}/${DATABASE_NAME}?replicaSet=${REPLICA_SET}`;
}

async function portFor(files: ServerFiles, state: ServerState | undefined, log: Log): Promise<number> {
  // The system may need a moment to free the port of a server that has just died.
  const deadline = Date.now() + PORT_RELEASE_LIMIT_MS;
  while (state && Date.now() < deadline) {
    if (await isPortFree(state.port)) {
      return state.port;
    }
    await sleep(100);
  }
  const port = await choosePort(files.data);
  if (state) {
    log(`Port ${state.port} of this database is taken by another program; using port ${port} from now on.`);
  }
  return port;
}

/** Ends a server of this data directory that outlived its process. Never touches a process it cannot recognise. */
async function stopLeftOver(files: ServerFiles, state: ServerState | undefined, log: Log): Promise<void> {
  if (state && (await servesData(state.port, files.data))) {
    log(`Stopping the MongoDB on port ${state.port} that an earlier run left behind.`);
    await requestShutdown(state.port);
    await waitForEnd(await liveServerPid(files));
  }
  const pid = await liveServerPid(files);
  if (pid !== undefined) {
    log(`Ending MongoDB process ${pid}, which an earlier run left behind and which does not answer.`);
    await endProcess(pid, STALE_STOP_LIMIT_MS);
  }
}

async function waitForEnd(pid: number | undefined): Promise<void> {
  const deadline = Date.now() + STALE_STOP_LIMIT_MS;
  while (pid !== undefined && isProcessAlive(pid) && Date.now() < deadline) {
    await sleep(50);
  }
}
