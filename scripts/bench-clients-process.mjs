import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { openConnection } from './bench-api-load.mjs';
import { now } from './bench-clients.mjs';

/**
 * A process full of clients, for `bench:push` and `bench:fanout`: see bench-clients.mjs for what it is told and tells.
 *
 * @typedef {import('./bench-clients.mjs').Order} Order
 * @typedef {import('./bench-clients.mjs').Taken} Taken
 */
const CONNECTING_AT_ONCE = 50;

/** @type {Taken} */
let taken = { heard: [], lists: [], failures: [] };

/** @param {unknown} error */
function failed(error) {
  taken.failures.push(error instanceof Error ? error.message : String(error));
}

/**
 * Reads the slots again as a page does: after its part of the spread, one request at a time, the last event wins.
 *
 * @param {number} port
 * @param {string} path
 */
function refetching(port, path) {
  /** @type {ReturnType<typeof openConnection> | null} */
  let connection = null;
  let wanted = 0;
  let running = false;
  /** A server closes a connection that was idle; like a browser, the reader then opens another one. */
  const ask = async () => {
    const kept = connection;
    connection ??= openConnection(port);
    try {
      return await (await connection).ask(path);
    } catch (error) {
      connection = null;
      if (kept === null) {
        throw error;
      }
      connection = openConnection(port);
      return (await connection).ask(path);
    }
  };
  const read = async () => {
    running = true;
    try {
      for (let seq = 0; seq < wanted; ) {
        const askedAt = now();
        const answer = JSON.parse((await ask()).toString());
        seq = answer.seq;
        taken.lists.push({ seq, askedAt, at: now() });
      }
    } catch (error) {
      failed(error);
    } finally {
      running = false;
    }
  };
  return (/** @type {{ seq: number, spreadMs: number }} */ event) => {
    wanted = event.seq;
    if (!running) {
      setTimeout(() => void (running ? undefined : read()), Math.random() * event.spreadMs);
    }
  };
}

/**
 * @param {string} url
 * @param {import('./bench-clients.mjs').Watcher} watcher
 */
async function watch(url, { doctorId, path, address }) {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { Origin: url, 'X-Forwarded-For': address },
  });
  const onChange = path === null ? () => {} : refetching(Number(new URL(url).port), path);
  socket.on('doctor-availability-updated', (event) => {
    taken.heard.push({ doctorId: event.doctorId, seq: event.seq, at: now(), changedAt: event.changedAt });
    onChange(event);
  });
  socket.on('disconnect', (reason) => failed(`disconnected: ${reason}`));
  await new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(undefined));
    socket.once('connect_error', reject);
  });
  const ack = await socket.timeout(30_000).emitWithAck('watch-doctor', { doctorId });
  if (ack.ok !== true) {
    throw new Error(JSON.stringify(ack));
  }
}

/**
 * A bare WebSocket that says whether it is in the room, then hears.
 *
 * @param {string} url
 * @param {boolean} inRoom
 */
async function listen(url, inRoom) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('message', (data) => {
    const event = JSON.parse(data.toString());
    taken.heard.push({ doctorId: '', seq: event.seq, at: now(), changedAt: event.changedAt });
  });
  socket.send(inRoom ? 'room' : 'elsewhere');
}

/** @param {readonly (() => Promise<void>)[]} all */
async function fewAtOnce(all) {
  const rest = [...all];
  await Promise.all(
    Array.from({ length: CONNECTING_AT_ONCE }, async () => {
      for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
        await next();
      }
    }),
  );
}

/** @param {Order} order */
async function connect(order) {
  await fewAtOnce(
    order.kind === 'watch'
      ? order.watchers.map((watcher) => () => watch(order.url, watcher))
      : Array.from({ length: order.count }, (_, index) => () => listen(order.url, index < order.inRoom)),
  );
}

process.on('message', (/** @type {Order | { kind: 'take' }} */ message) => {
  if (message.kind === 'take') {
    process.send?.({ kind: 'taken', taken });
    taken = { heard: [], lists: [], failures: [] };
    return;
  }
  connect(message).then(
    () => process.send?.({ kind: 'connected' }),
    (error) => process.send?.({ kind: 'refused', message: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
