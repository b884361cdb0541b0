import { connect } from 'node:net';

/**
 * The asking side of `npm run bench:api`: connections that stay open, each asking again as soon as it was answered.
 * Plain sockets, because a complete HTTP client costs as much as the server that is to be measured.
 *
 * @typedef {object} Target
 * @property {number} port on 127.0.0.1
 * @property {string} path
 * @property {string} [encoding] what `Accept-Encoding` says; absent: no such header
 *
 * @typedef {object} Measured
 * @property {number} perSecond answered requests
 * @property {number[]} times milliseconds of each request
 * @property {number} bytes of one answer's body, as sent
 */

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = '0\r\n\r\n';

/**
 * What has arrived of one answer; null while some of it is missing.
 *
 * @param {Buffer} received
 * @returns {{ status: number, body: Buffer } | null}
 */
function parseAnswer(received) {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) {
    return null;
  }
  const head = received.toString('latin1', 0, headEnd);
  const body = received.subarray(headEnd + HEAD_END.length);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  // Nothing is asked before the answer is complete, so nothing can follow its last chunk.
  const complete =
    length === undefined
      ? body.subarray(-LAST_CHUNK.length).toString('latin1') === LAST_CHUNK
      : body.length >= Number(length);
  return complete ? { status, body } : null;
}

/**
 * One connection.
 *
 * @param {number} port
 * @returns {Promise<{ ask(path: string, encoding?: string): Promise<Buffer>, close(): void }>}
 */
export async function openConnection(port) {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  /** @type {{ resolve: (body: Buffer) => void, reject: (error: Error) => void } | null} */
  let waiting = null;
  /** @type {Buffer[]} */
  let received = [];
  socket.on('data', (data) => {
    received.push(data);
    const whole = received.length === 1 ? data : Buffer.concat(received);
    received = [whole];
    const answer = parseAnswer(whole);
    if (answer === null || waiting === null) {
      return;
    }
    const { resolve, reject } = waiting;
    [received, waiting] = [[], null];
    if (answer.status === 200) {
      resolve(answer.body);
    } else {
      reject(new Error(`answered ${answer.status}: ${answer.body.toString('utf8', 0, 400)}`));
    }
  });
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')));
  return {
    ask(path, encoding) {
      const accept = encoding === undefined ? '' : `Accept-Encoding: ${encoding}\r\n`;
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${accept}\r\n`);
      });
    },
    close: () => socket.destroy(),
  };
}

/**
 * Asks on several connections at once for some time.
 *
 * @param {(index: number) => Target} targetOf the target of the nth request
 * @param {{ connections: number, milliseconds: number }} amount
 * @returns {Promise<Measured>}
 */
export async function load(targetOf, { connections, milliseconds }) {
  const { port } = targetOf(0);
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  /** @type {number[]} */
  const times = [];
  let bytes = 0;
  let asked = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + milliseconds;
  await Promise.all(
    open.map(async (connection) => {
      for (let now = performance.now(); now < endsAt; ) {
        const { path, encoding } = targetOf(asked);
        asked += 1;
        const body = await connection.ask(path, encoding);
        const after = performance.now();
        times.push(after - now);
        bytes = body.length;
        now = after;
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const connection of open) {
    connection.close();
  }
  return { perSecond: times.length / seconds, times, bytes };
}

/**
 * @param {readonly number[]} times
 * @param {number} share between 0 and 1
 */
export function percentile(times, share) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
