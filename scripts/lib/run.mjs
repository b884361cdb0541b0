import { spawn } from 'node:child_process';
import { ROOT } from './tools.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env] added to the environment; undefined removes a variable
 * @property {number} [timeoutMs] the whole process group is killed after this time
 * @property {'inherit' | 'ignore'} [stdin]
 *
 * @typedef {object} RunResult
 * @property {number} code exit code; 128 + signal number as shells give it
 * @property {boolean} timedOut
 * @property {number} seconds
 *
 * @typedef {object} Running
 * @property {Promise<RunResult>} done never rejects: a program that cannot be started ends with 127
 * @property {(signal: NodeJS.Signals) => void} signal to the program, which ends what it started; SIGKILL to all of it
 */

// A group of its own keeps the terminal's Ctrl-C away from the child: it gets the one signal that we pass on.
const OWN_GROUP = process.platform !== 'win32';
const GRACE_MS = 30_000;

/** @type {Set<Running>} */
const running = new Set();

/** @param {NodeJS.Signals | null} signal */
function codeOfSignal(signal) {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
  return 128 + (numbers[/** @type {keyof typeof numbers} */ (signal)] ?? 0);
}

/**
 * Starts a program whose output goes straight to ours.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Running}
 */
export function start(program, args, options = {}) {
  const startedAt = Date.now();
  const child = spawn(program, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: [options.stdin ?? 'ignore', 'inherit', 'inherit'],
    detached: OWN_GROUP,
  });
  /** @param {NodeJS.Signals} name */
  const signal = (name) => {
    try {
      if (OWN_GROUP && name === 'SIGKILL' && child.pid !== undefined) {
        process.kill(-child.pid, name);
      } else {
        child.kill(name);
      }
    } catch {
      // It ended meanwhile.
    }
  };
  let timedOut = false;
  const limit =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          signal('SIGTERM');
          setTimeout(() => signal('SIGKILL'), GRACE_MS).unref();
        }, options.timeoutMs);
  /** @type {Promise<RunResult>} */
  const done = new Promise((resolve) => {
    /** @param {number} code */
    const end = (code) => {
      clearTimeout(limit);
      running.delete(one);
      resolve({ code, timedOut, seconds: (Date.now() - startedAt) / 1000 });
    };
    child.once('error', (error) => {
      console.error(`Cannot start ${program}: ${error.message}`);
      end(127);
    });
    child.once('exit', (code, name) => end(code ?? codeOfSignal(name)));
  });
  /** @type {Running} */
  const one = { done, signal };
  running.add(one);
  return one;
}

/**
 * Passes Ctrl-C, a closed terminal and `kill` on to everything that runs, once: npm repeats the terminal's
 * signal, and a program that is busy stopping must not take the echo for impatience. A second one after two
 * seconds is meant, and kills.
 *
 * @returns {AbortSignal} aborted by the first signal; its reason is the exit code that belongs to it
 */
export function passSignalsOn() {
  const stopping = new AbortController();
  let firstAt = 0;
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, () => {
      const now = Date.now();
      if (firstAt === 0) {
        firstAt = now;
        stopping.abort(codeOfSignal(name));
        signalAll('SIGTERM');
      } else if (now - firstAt > 2_000) {
        signalAll('SIGKILL');
      }
    });
  }
  return stopping.signal;
}

/** @param {NodeJS.Signals} name */
function signalAll(name) {
  for (const one of running) {
    one.signal(name);
  }
}
