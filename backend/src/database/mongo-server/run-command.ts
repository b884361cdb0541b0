import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Environment, Log } from './types.ts';

const KEPT_LINES = 40;

/** How a helper command ended; `code` is null when a signal or the time limit ended it. */
export interface CommandResult {
  readonly code: number | null;
  /** The last lines of standard output and standard error together. */
  readonly output: string;
  readonly timedOut: boolean;
}

/** Settings of one helper command. */
export interface RunOptions {
  /** Ours when not given. */
  readonly environment?: Environment;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  /** Shows progress: at most one line in two seconds, the newest output line or the time passed. */
  readonly progress?: { readonly log: Log; readonly label: string };
}

/**
 * Runs a command without a terminal and waits for its end. A command that cannot be started at all ends with
 * code 127, as in a shell.
 */
export function runCommand(
  file: string,
  argumentList: readonly string[],
  options: RunOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(file, argumentList, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.environment === undefined ? {} : { env: { ...options.environment } }),
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    const progress = startProgress(options.progress, lines);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (lines.length > KEPT_LINES) {
          lines.shift();
        }
      });
    }
    let timedOut = false;
    const limit = options.timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, options.timeoutMs)
      : undefined;
    const finish = (code: number | null) => {
      clearTimeout(limit);
      clearInterval(progress);
      resolve({ code, output: lines.join('\n'), timedOut });
    };
    child.on('error', (error) => {
      lines.push(error.message);
      finish(127);
    });
    child.on('close', finish);
  });
}

function startProgress(
  progress: RunOptions['progress'],
  lines: readonly string[],
): NodeJS.Timeout | undefined {
  if (!progress) {
    return undefined;
  }
  const startedAt = Date.now();
  return setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    const newest = lines.at(-1)?.trim().slice(0, 100) ?? '';
    progress.log(`${progress.label} (${seconds} s)${newest ? `: ${newest}` : ' …'}`);
  }, 2_000);
}
