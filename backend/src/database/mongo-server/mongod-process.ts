import { type ChildProcess, spawn } from 'node:child_process';
import { open, rename } from 'node:fs/promises';
import type { ServerFiles } from './server-files.ts';
import type { MongodCommand } from './types.ts';
import { windowsPath } from './windows-path.ts';

/** The replica set's name; part of every uri of a server started here. */
export const REPLICA_SET = 'openslot';

/**
 * Runs the server in the background and waits for it. Standard input is a pipe from our process: when that ends,
 * however it ends, the read returns and the server is asked to stop. `$0` is the file for the server's process id.
 */
const GUARD = `exec 3<&0
"$@" </dev/null 3<&- &
server=$!
echo "$server" >"$0"
( read -r _ <&3; kill -TERM "$server" ) 2>/dev/null &
guard=$!
exec 3<&-
wait "$server"
code=$?
kill "$guard" 2>/dev/null
exit "$code"`;

/** How a server process ended. */
export interface MongodExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A started server process; not yet known to answer. */
export interface MongodProcess {
  readonly port: number;
  readonly exited: Promise<MongodExit>;
  /** Undefined while it runs. */
  readonly exit: MongodExit | undefined;
  /** Sends a signal to the server and everything around it. */
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts `mongod` in a process group of its own: Ctrl-C in a terminal reaches a whole group, and our process, not
 * the terminal, decides in which order things end. The server's log starts anew; the last one is kept.
 */
export async function startMongodProcess(
  command: MongodCommand,
  files: ServerFiles,
  port: number,
): Promise<MongodProcess> {
  await rename(files.log, files.previousLog).catch(() => undefined);
  const log = await open(files.log, 'w');
  try {
    const serverLine = [command.file, ...command.leadingArguments, ...mongodOptions(command, files, port)];
    const [file = '', ...rest] =
      process.platform === 'win32' ? serverLine : ['/bin/sh', '-c', GUARD, files.pid, ...serverLine];
    const child = spawn(file, rest, {
      cwd: files.data,
      env: { ...command.environment },
      detached: true,
      windowsHide: true,
      stdio: ['pipe', log.fd, log.fd],
    });
    return watch(child, port);
  } finally {
    await log.close();
  }
}

function watch(child: ChildProcess, port: number): MongodProcess {
  let exit: MongodExit | undefined;
  const exited = new Promise<MongodExit>((resolve) => {
    const end = (value: MongodExit) => {
      // When only the guard was killed, the server would go on without anybody who knows of it.
      killGroup(child, 'SIGKILL');
      exit = value;
      resolve(value);
    };
    child.once('error', () => end({ code: 127, signal: null }));
    child.once('exit', (code, signal) => end({ code, signal }));
  });
  return {
    port,
    exited,
    get exit() {
      return exit;
    },
    kill: (signal) => killGroup(child, signal),
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // The group is gone.
  }
}

/**
 * Loopback only, and small: this server is for trying the product and for tests. zlib is left out of the
 * compressors because its handling had a memory leak that needs no sign-in (CVE-2025-14847) in the older versions.
 */
function mongodOptions(command: MongodCommand, files: ServerFiles, port: number): string[] {
  const options = ['--dbpath', command.windowsBuild ? windowsPath(files.data) : files.data];
  options.push('--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', REPLICA_SET);
  options.push('--storageEngine', 'wiredTiger', '--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '512');
  options.push('--networkMessageCompressors', 'snappy,zstd', '--quiet');
  options.push('--setParameter', 'diagnosticDataCollectionEnabled=false');
  // A transaction whose process was killed keeps its locks for so long; none of ours takes more than five seconds.
  options.push('--setParameter', 'transactionLifetimeLimitSeconds=15');
  if (!command.windowsBuild) {
    options.push('--nounixsocket');
  }
  return options;
}
