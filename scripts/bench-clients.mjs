import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Clients in processes of their own, for `bench:push` and `bench:fanout`: what they do costs the one who measures nothing.
 *
 * @typedef {object} Watcher
 * @property {string} doctorId
 * @property {string | null} path what it reads again after each change; null: it only hears
 * @property {string} address a client address of its own
 *
 * @typedef {{ kind: 'watch', url: string, watchers: readonly Watcher[] } |
 *   { kind: 'listen', url: string, count: number, inRoom: number }} Order
 *
 * @typedef {object} Heard an event at one client; `at` by `now()`, `changedAt` as the server wrote it
 * @property {string} doctorId
 * @property {number} seq
 * @property {number} at
 * @property {string | number} changedAt
 *
 * @typedef {object} List an answer at one client
 * @property {number} seq
 * @property {number} askedAt
 * @property {number} at
 *
 * @typedef {object} Taken
 * @property {Heard[]} heard
 * @property {List[]} lists
 * @property {string[]} failures
 *
 * @typedef {object} Clients
 * @property {() => Promise<Taken>} take what happened since it was last asked for
 * @property {() => Promise<void>} stop
 */

/** Milliseconds since 1970 with their fractions: comparable between the processes of one machine. */
export const now = () => performance.timeOrigin + performance.now();

/**
 * @param {Order} order
 * @returns {Promise<Clients>} when all of them are connected
 */
export async function startClients(order) {
  const child = fork(fileURLToPath(new URL('bench-clients-process.mjs', import.meta.url)), {
    execArgv: [],
  });
  /** @param {Order | { kind: 'take' }} message */
  const ask = async (message) => {
    const over = new AbortController();
    const { signal } = over;
    try {
      child.send(message);
      const [answer] = await Promise.race([
        once(child, 'message', { signal }),
        once(child, 'exit', { signal }).then(([code]) => [
          { kind: 'refused', message: `ended with ${code}` },
        ]),
      ]);
      if (answer.kind === 'refused') {
        throw new Error(`The clients: ${answer.message}`);
      }
      return answer.taken;
    } finally {
      over.abort();
    }
  };
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
  };
  try {
    await ask(order);
  } catch (error) {
    await stop();
    throw error;
  }
  return { take: () => ask({ kind: 'take' }), stop };
}

/** @param {readonly Taken[]} all @returns {Taken} */
export function together(all) {
  return {
    heard: all.flatMap(({ heard }) => heard),
    lists: all.flatMap(({ lists }) => lists),
    failures: all.flatMap(({ failures }) => failures),
  };
}
