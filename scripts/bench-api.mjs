import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { ObjectId } from 'mongodb';
import { load, openConnection, percentile } from './bench-api-load.mjs';
import { freshDatabase, seed, TIME_ZONE } from './bench-api-seed.mjs';
import { openMongo, processorTime, startProduct, startServer } from './bench-api-servers.mjs';
import { ROOT } from './lib/tools.mjs';

/**
 * `npm run bench:api`: what a month of slots of one doctor costs over HTTP, beside a bare Express route that sends
 * the same bytes. The product, the bare server and the one who asks are three processes, so on two cores they get in
 * each other's way alike; rounds are interleaved and the ratios of their medians are what counts. Uses the MongoDB at
 * `OPENSLOT_TEST_MONGODB_URI`, or starts one; its database is dropped afterwards.
 *
 * @typedef {import('./bench-api-load.mjs').Measured} Measured
 * @typedef {import('./bench-api-load.mjs').Target} Target
 */
const ROUNDS = 7;
const ROUND_MS = 1_500;
const COLD_PER_ROUND = 60;
/** Enough to keep a server busy while the database, which shares the machine, takes its time. */
const CONNECTIONS = 50;
const DAY = 86_400_000;

/**
 * One request right after each change, one doctor after the other. The change is a new number, written as the commit
 * of a command would write it; an answer with an older one would be wrong.
 *
 * @param {{ port: number, paths: readonly string[], doctorIds: readonly string[], database: import('mongodb').Db }} world
 * @returns {Promise<number[]>} milliseconds
 */
async function measureCold({ port, paths, doctorIds, database }) {
  const doctors = database.collection('doctors');
  const connection = await openConnection(port);
  const times = [];
  for (let nth = 0; nth < COLD_PER_ROUND; nth++) {
    const index = (nth * 7) % doctorIds.length;
    const _id = new ObjectId(doctorIds[index]);
    const changed = await doctors.findOneAndUpdate(
      { _id },
      { $inc: { seq: 1, rev: 1 } },
      { returnDocument: 'after', writeConcern: { w: 'majority' } },
    );
    const startedAt = performance.now();
    const body = await connection.ask(paths[index] ?? '');
    times.push(performance.now() - startedAt);
    if (JSON.parse(body.toString()).seq !== changed?.seq) {
      throw new Error('a stale answer');
    }
  }
  // What is measured as known must be known again.
  for (const path of paths) {
    await connection.ask(path);
  }
  connection.close();
  return times;
}

/** @param {readonly number[]} values */
function median(values) {
  return percentile(values, 0.5);
}

/**
 * @typedef {object} Way one way of asking
 * @property {string} name
 * @property {{ port: number, pid: number }} server
 * @property {Way} [beside] the bare route that sends the same bytes
 * @property {(nth: number) => Pick<Target, 'path' | 'encoding'>} targetOf
 * @property {(Measured & { processorMs: number })[]} rounds
 */

/**
 * @param {Way['server']} product
 * @param {Way['server']} bare
 * @param {readonly string[]} paths one for each doctor
 * @returns {Way[]}
 */
function waysOf(product, bare, paths) {
  const one = paths[0] ?? '';
  /** @type {Way} */
  const plain = { name: 'bare Express', server: bare, targetOf: () => ({ path: '/plain' }), rounds: [] };
  /** @type {Way} */
  const compressed = {
    name: 'bare Express, compression, gzip',
    server: bare,
    targetOf: () => ({ path: '/compressed', encoding: 'gzip' }),
    rounds: [],
  };
  const ours = { server: product, rounds: [] };
  return [
    plain,
    { ...ours, name: 'warm, one doctor', beside: plain, targetOf: () => ({ path: one }), rounds: [] },
    {
      ...ours,
      name: `warm, ${paths.length} doctors in turn`,
      beside: plain,
      targetOf: (nth) => ({ path: paths[nth % paths.length] ?? one }),
      rounds: [],
    },
    compressed,
    {
      ...ours,
      name: 'warm, one doctor, gzip',
      beside: compressed,
      targetOf: () => ({ path: one, encoding: 'gzip' }),
      rounds: [],
    },
  ];
}

/**
 * @param {Way} way
 * @returns {Promise<Way['rounds'][number]>}
 */
async function ask({ server, targetOf }) {
  const before = processorTime(server.pid);
  const measured = await load((nth) => ({ ...targetOf(nth), port: server.port }), {
    connections: CONNECTIONS,
    milliseconds: ROUND_MS,
  });
  return { ...measured, processorMs: (processorTime(server.pid) - before) / measured.times.length };
}

/**
 * @param {readonly Way[]} ways
 * @param {() => Promise<number[]>} cold
 * @returns {Promise<number[]>} the times of all cold requests
 */
async function measure(ways, cold) {
  for (const way of ways) {
    await ask(way);
  }
  await cold();
  const coldTimes = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const way of ways) {
      way.rounds.push(await ask(way));
    }
    coldTimes.push(...(await cold()));
  }
  return coldTimes;
}

/** @param {readonly (string | number)[]} cells the first one is wide */
const line = ([first = '', ...cells]) =>
  String(first).padEnd(40) + cells.map((cell) => String(cell).padStart(12)).join('');

/** @param {readonly number[]} times */
const timesOf = (times) => [0.5, 0.95, 0.99].map((share) => `${percentile(times, share).toFixed(2)} ms`);

/** @param {number} part @param {number} whole */
const percentOf = (part, whole) => `${Math.round((part / whole) * 100)} %`;

/**
 * @param {readonly Way[]} ways
 * @param {readonly number[]} coldTimes
 */
function report(ways, coldTimes) {
  /** @param {Way} way */
  const rate = ({ rounds }) => median(rounds.map(({ perSecond }) => perSecond));
  /** @param {Way} way */
  const processor = ({ rounds }) => median(rounds.map(({ processorMs }) => processorMs));
  console.log(line(['', 'a second', 'of bare', 'p50', 'p95', 'p99', 'processor', 'bytes']));
  for (const way of ways) {
    const { name, beside, rounds } = way;
    console.log(
      line([
        name,
        Math.round(rate(way)).toLocaleString('en'),
        beside ? percentOf(rate(way), rate(beside)) : '',
        ...timesOf(rounds.flatMap(({ times }) => times)),
        `${processor(way).toFixed(3)} ms`,
        rounds[0]?.bytes.toLocaleString('en') ?? '',
      ]),
    );
  }
  console.log(line(['cold, right after a change', '', '', ...timesOf(coldTimes)]));
}

async function main() {
  const mongo = await openMongo();
  const scratch = mkdtempSync(path.join(tmpdir(), 'openslot-bench-'));
  const { uri, database, drop } = await freshDatabase(mongo.uri);
  /** @type {Awaited<ReturnType<typeof startServer>>[]} */
  const running = [];
  const end = async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
    await drop();
    await mongo.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
  process.once('SIGINT', () => void end().then(() => process.exit(130)));
  process.once('SIGTERM', () => void end().then(() => process.exit(143)));
  try {
    const product = await startProduct(uri, scratch);
    running.push(product);
    const firstDay = Math.floor(Date.now() / DAY) * DAY;
    const { doctorIds, visitTypeId, visits } = await seed(database, firstDay);
    const paths = pathsOf(doctorIds, visitTypeId, firstDay);
    const file = path.join(scratch, 'answer.json');
    const first = await openConnection(product.port);
    writeFileSync(file, await first.ask(paths[0] ?? ''));
    first.close();
    const bare = await startServer([path.join(ROOT, 'scripts/bench-api-bare.mjs'), file], {});
    running.push(bare);
    console.log(
      `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${ROUNDS} interleaved rounds, medians; ` +
        `${CONNECTIONS} connections, ${doctorIds.length} doctors, ${visits.toLocaleString('en')} visits\n`,
    );
    const ways = waysOf(product, bare, paths);
    const cold = () => measureCold({ port: product.port, paths, doctorIds, database });
    report(ways, await measure(ways, cold));
  } finally {
    await end();
  }
}

/**
 * The thirty days that begin in a week, of each doctor.
 *
 * @param {readonly string[]} doctorIds
 * @param {string} visitTypeId
 * @param {number} firstDay
 */
function pathsOf(doctorIds, visitTypeId, firstDay) {
  const [from, to] = [7, 36].map((days) => new Date(firstDay + days * DAY).toISOString().slice(0, 10));
  const query = `from=${from}&to=${to}&visitTypeId=${visitTypeId}&timeZone=${encodeURIComponent(TIME_ZONE)}`;
  return doctorIds.map((doctorId) => `/api/v1/doctors/${doctorId}/slots?${query}`);
}

await main();
