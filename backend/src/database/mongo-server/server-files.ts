import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is remembered beside the data, because a replica set remembers its own `host:port`. */
export interface ServerState {
  readonly port: number;
  /** The process that supervises the server; another live process with the same data directory shares it. */
  readonly ownerPid: number;
}

/** The places of one data directory. */
export interface ServerFiles {
  readonly data: string;
  readonly state: string;
  readonly pid: string;
  readonly log: string;
  readonly previousLog: string;
  readonly lock: string;
}

/** Names every file of a data directory, in one place. */
export function serverFiles(dataDirectory: string): ServerFiles {
  return {
    data: join(dataDirectory, 'db'),
    state: join(dataDirectory, 'server.json'),
    pid: join(dataDirectory, 'mongod.pid'),
    log: join(dataDirectory, 'mongod.log'),
    previousLog: join(dataDirectory, 'mongod.previous.log'),
    lock: join(dataDirectory, 'start.lock'),
  };
}

/** The remembered state, or undefined on the first start or when the file is damaged. */
export async function readServerState(files: ServerFiles): Promise<ServerState | undefined> {
  try {
    const { port, ownerPid } = JSON.parse(await readFile(files.state, 'utf8')) as Partial<ServerState>;
    return isPort(port) && Number.isInteger(ownerPid) && ownerPid !== undefined
      ? { port, ownerPid }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers port and owner for the next start. */
export async function writeServerState(files: ServerFiles, state: ServerState): Promise<void> {
  await writeFile(files.state, `${JSON.stringify(state)}\n`);
}

/** The process id of the last server started here, or undefined. */
export async function readMongodPid(files: ServerFiles): Promise<number | undefined> {
  const pid = Number.parseInt(await readFile(files.pid, 'utf8').catch(() => ''), 10);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

/** The last errors in the server's log, or its last lines if it logged none, each cut to a readable length. */
export async function logTail(files: ServerFiles, count = 5): Promise<string> {
  const text = await readFile(files.log, 'utf8').catch(() => '');
  const lines = text.trimEnd().split('\n');
  const errors = lines.filter((line) => /"s":"[EF]"/.test(line));
  const chosen = (errors.length > 0 ? errors : lines).slice(-count);
  return chosen.map((line) => line.slice(0, 400)).join('\n');
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536;
}
