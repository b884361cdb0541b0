import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { withOwnDatabase } from '../backend/test/booking-database.ts';
import { closeConnections } from '../backend/test/booking-http.ts';
import { type Backend, startBackend } from '../backend/test/booking-process.ts';
import { foundWorld, type World } from '../backend/test/booking-world.ts';
import { percentile } from './bench-api-load.mjs';
import { processorTime } from './bench-api-servers.mjs';
import { addressOf, changesOf, pathOfWeek } from './bench-changes.ts';
import { type Clients, now, startClients, type Taken, together, type Watcher } from './bench-clients.mjs';

/**
 * `npm run bench:fanout [-- sockets …]`: 1,000, 5,000 and 10,000 sockets, a hundred of whom watch the doctor that changes:
 * from the commit to each one's callback, memory a socket, processor time a change, and that nobody else hears
 * anything; beside a bare `ws` server with as many sockets that sends the same to the same hundred, in the same rounds.
 * Last, a thousand who all watch one doctor and read again at each change. Uses the MongoDB at
 * `OPENSLOT_TEST_MONGODB_URI`, or starts one; its database is dropped afterwards. Each socket takes a file handle at both ends.
 */
const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 5_000, 10_000];
const ROOM = 100;
const ROUNDS = 60;
const DOCTORS = 60;
const PROCESSES = 4;
const STORM = 1_000;
const STORM_ROUNDS = 10;
const QUERIES = 5;
const SETTLE_MS = 5_000;
const ROUND_LIMIT_MS = 20_000;
if (!SIZES.every((size) => Number.isSafeInteger(size) && size > ROOM && size <= 10_000)) {
  throw new RangeError(`sockets must be whole numbers above ${ROOM}, at most 10000`);
}

/** The first hundred watch the doctor that changes, the rest the others in turn. */
function watchersOf(world: World, count: number): Watcher[] {
  const [changed = '', ...others] = world.doctors;
  return Array.from({ length: count }, (_, index) => ({
    doctorId: index < ROOM ? changed : (others[index % others.length] ?? ''),
    path: null,
    address: addressOf(index),
  }));
}

/** In turn, so that each process has some of the room. */
function dealt<T>(all: readonly T[]): T[][] {
  return Array.from({ length: PROCESSES }, (_, hand) => all.filter((_, index) => index % PROCESSES === hand));
}

const takeAll = async (clients: readonly Clients[]) =>
  together(await Promise.all(clients.map((one) => one.take())));

/** Gathers what the clients tell until `enough` says so. */
async function gather(clients: readonly Clients[], enough: (all: Taken) => boolean): Promise<Taken> {
  const all: Taken[] = [];
  for (const end = now() + ROUND_LIMIT_MS; now() < end; await delay(20)) {
    all.push(await takeAll(clients));
    const whole = together(all);
    if (whole.failures.length > 0) {
      throw new Error(`${whole.failures.length} failures: ${whole.failures[0]}`);
    }
    if (enough(whole)) {
      return whole;
    }
  }
  throw new Error(`Not everybody was told within ${ROUND_LIMIT_MS} ms.`);
}

interface Server {
  readonly pid: number;
  readonly url: string;
}

interface Fleet {
  readonly clients: readonly Clients[];
  /** Bytes of the server for each socket that came. */
  readonly bytes: number;
}

/** Resident memory of a process in bytes; NaN where the system does not tell. */
function memoryOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;
  } catch {
    return Number.NaN;
  }
}

async function assemble(server: Server, count: number, start: () => Promise<Clients>[]): Promise<Fleet> {
  const before = memoryOf(server.pid);
  const clients = await Promise.all(start());
  await delay(SETTLE_MS);
  return { clients, bytes: (memoryOf(server.pid) - before) / count };
}

interface Row {
  readonly name: string;
  readonly lags: number[];
  readonly bytes: number;
  /** Of the server's processor, for one change. */
  readonly processorMs: number;
}

interface BareServer extends Server {
  readonly child: ChildProcess;
}

async function startBare(): Promise<BareServer> {
  const child = fork(fileURLToPath(new URL('bench-fanout-bare.mjs', import.meta.url)), { execArgv: [] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, pid: child.pid ?? 0, url: `ws://127.0.0.1:${port}` };
}

/** When each change was committed, by MongoDB's clock, and how long after it arrived in a change stream that does nothing else. */
function followLog(world: World) {
  const committed = new Map<number, number>();
  const lags: number[] = [];
  const stream = world.models.availabilityLog.collection.watch([{ $match: { operationType: 'insert' } }]);
  stream.on('change', (change) => {
    if (change.operationType === 'insert' && change.wallTime !== undefined) {
      committed.set(change.fullDocument.seq, change.wallTime.getTime());
      lags.push(now() - change.wallTime.getTime());
    }
  });
  stream.on('error', () => undefined);
  return { committed, lags, close: () => stream.close() };
}

async function measureSize(world: World, backend: Server, size: number): Promise<void> {
  const bare = await startBare();
  const ours = await assemble(backend, size, () =>
    dealt(watchersOf(world, size)).map((watchers) =>
      startClients({ kind: 'watch', url: backend.url, watchers }),
    ),
  );
  const theirs = await assemble(bare, size, () =>
    dealt(watchersOf(world, size)).map((hand) =>
      startClients({ kind: 'listen', url: bare.url, count: hand.length, inRoom: ROOM / PROCESSES }),
    ),
  );
  const log = followLog(world);
  const product: Row = { name: 'openslot', lags: [], bytes: ours.bytes, processorMs: 0 };
  const plain: Row = { name: 'bare ws', lags: [], bytes: theirs.bytes, processorMs: 0 };
  const change = changesOf(world, backend.url);
  let elsewhere = 0;
  const spent = { product: 0, plain: 0 };
  try {
    for (let round = -6; round < ROUNDS; round += 1) {
      const before = [processorTime(backend.pid), processorTime(bare.pid)] as const;
      const { seq } = await change();
      const told = await gather(ours.clients, ({ heard }) => heard.length >= ROOM);
      const middle = processorTime(bare.pid);
      bare.child.send({ event: { seq, filling: 'x'.repeat(300) } });
      const toldBare = await gather(theirs.clients, ({ heard }) => heard.length >= ROOM);
      if (round < 0) {
        log.lags.length = 0;
        continue;
      }
      elsewhere += told.heard.filter(({ doctorId }) => doctorId !== world.doctors[0]).length;
      elsewhere += told.heard.length - ROOM;
      const committedAt = log.committed.get(seq) ?? Number.NaN;
      product.lags.push(...told.heard.map((event) => event.at - committedAt));
      plain.lags.push(...toldBare.heard.map((event) => event.at - Number(event.changedAt)));
      spent.product += processorTime(backend.pid) - before[0];
      spent.plain += processorTime(bare.pid) - middle;
    }
    await delay(500);
    elsewhere += (await takeAll(ours.clients)).heard.length;
    report(size, [
      { ...product, processorMs: spent.product / ROUNDS },
      { ...plain, processorMs: spent.plain / ROUNDS },
      { name: 'change stream alone', lags: log.lags, bytes: Number.NaN, processorMs: Number.NaN },
    ]);
    console.log(`heard elsewhere: ${elsewhere}`);
  } finally {
    await log.close();
    await Promise.all([...ours.clients, ...theirs.clients].map((one) => one.stop()));
    bare.child.kill('SIGKILL');
  }
}

function report(size: number, rows: readonly Row[]): void {
  console.log(`\n${size.toLocaleString('en')} sockets, ${ROOM} in the room, ${ROUNDS} changes`);
  console.log(
    `${''.padEnd(22)}${['p50', 'p95', 'p99', 'processor', 'a socket'].map((head) => head.padStart(12)).join('')}`,
  );
  for (const { name, lags, bytes, processorMs } of rows) {
    const times = [0.5, 0.95, 0.99].map((share) => `${percentile(lags, share).toFixed(1)} ms`);
    const rest = [`${processorMs.toFixed(1)} ms`, `${(bytes / 1_000).toFixed(1)} kB`];
    console.log(name.padEnd(22) + [...times, ...rest].map((cell) => cell.padStart(12)).join(''));
  }
}

/** How often the index that finds a doctor's taken times was asked: once for each computed answer. */
async function computations(world: World): Promise<number> {
  const stats = await world.models.occupancy.collection
    .aggregate<{ accesses: { ops: number | bigint } }>([{ $indexStats: {} }])
    .toArray();
  return stats.reduce((sum, { accesses }) => sum + Number(accesses.ops), 0);
}

/** A thousand look at one doctor, each at one of five weeks, and read again at every change. */
async function measureStorm(world: World, backend: Server): Promise<void> {
  const doctorId = world.doctors[0] ?? '';
  const watchers = Array.from({ length: STORM }, (_, index) => ({
    doctorId,
    path: pathOfWeek(world, index % QUERIES),
    address: addressOf(index),
  }));
  const clients = await Promise.all(
    dealt(watchers).map((hand) => startClients({ kind: 'watch', url: backend.url, watchers: hand })),
  );
  const change = changesOf(world, backend.url);
  const times: number[] = [];
  const computed: number[] = [];
  try {
    for (let round = -2; round < STORM_ROUNDS; round += 1) {
      const before = await computations(world);
      const { seq } = await change();
      const { lists } = await gather(
        clients,
        (all) => all.lists.filter((list) => list.seq >= seq).length >= STORM,
      );
      if (round >= 0) {
        times.push(...lists.map(({ askedAt, at: answeredAt }) => answeredAt - askedAt));
        computed.push((await computations(world)) - before);
      }
    }
  } finally {
    await Promise.all(clients.map((one) => one.stop()));
  }
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(0));
  console.log(
    `\n${STORM} watch one doctor and read again, ${QUERIES} different weeks, ${STORM_ROUNDS} changes`,
  );
  console.log(`a read: p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms`);
  console.log(
    `taken times read from the database, for each change: ${computed.join(', ')} (the change itself reads them, too)`,
  );
}

async function bench(uri: string): Promise<void> {
  const world = await foundWorld(uri, { doctors: DOCTORS, patients: 0 });
  try {
    for (const size of SIZES) {
      await withBackend(uri, (backend) => measureSize(world, backend, size));
    }
    await withBackend(uri, (backend) => measureStorm(world, backend));
  } finally {
    closeConnections();
    await world.close();
  }
}

/** A fresh process each time, so that memory is that of these sockets. */
async function withBackend(uri: string, work: (backend: Backend) => Promise<void>): Promise<void> {
  const backend = await startBackend(uri, true);
  try {
    await work(backend);
  } finally {
    await backend.stop();
  }
}

await withOwnDatabase(bench);
