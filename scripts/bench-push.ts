import { setTimeout as delay } from 'node:timers/promises';
import { checkDatabase } from '../backend/src/fsck/check-database.ts';
import { withOwnDatabase } from '../backend/test/booking-database.ts';
import { closeConnections } from '../backend/test/booking-http.ts';
import { startBackend } from '../backend/test/booking-process.ts';
import { foundWorld, type World } from '../backend/test/booking-world.ts';
import { percentile } from './bench-api-load.mjs';
import { addressOf, changesOf, pathOfWeek } from './bench-changes.ts';
import { type Clients, now, startClients, type Taken, type Watcher } from './bench-clients.mjs';

/**
 * `npm run bench:push [-- rounds]`: from the request with which a doctor's time is marked unavailable (or available again)
 * to the list of slots read anew by somebody who watches, on the built backend, with 49 and with 200 others who watch
 * and read again, too. The one who is measured, the others and the server are processes of their own. A round ends when
 * everybody has read. Uses the MongoDB at `OPENSLOT_TEST_MONGODB_URI`, or starts one; its database is dropped afterwards.
 */
const ROUNDS = Number(process.argv[2] ?? 200);
const WARM_UP = 10;
const OTHERS = [49, 200];
const ROUND_LIMIT_MS = 20_000;
if (!Number.isSafeInteger(ROUNDS) || ROUNDS < 1 || ROUNDS > 2_000) {
  throw new RangeError('rounds must be a whole number from 1 to 2000');
}

interface Round {
  /** From sending the request, in milliseconds. */
  readonly answered: number;
  readonly heard: number;
  readonly listed: number;
  /** When the last of the others had read it. */
  readonly all: number;
}

function watchers(world: World, count: number): Watcher[] {
  return Array.from({ length: count }, (_, index) => ({
    doctorId: world.doctors[0] ?? '',
    // People look at one of the next four weeks.
    path: pathOfWeek(world, index % 4),
    address: addressOf(index),
  }));
}

/** Gathers what the clients tell until each of them has read `seq`. */
async function untilRead(clients: Clients, count: number, seq: number): Promise<Taken> {
  const all: Taken = { heard: [], lists: [], failures: [] };
  const end = now() + ROUND_LIMIT_MS;
  for (;;) {
    const { heard, lists, failures } = await clients.take();
    all.heard.push(...heard);
    all.lists.push(...lists.filter((list) => list.seq >= seq));
    if (failures.length > 0) {
      throw new Error(failures.join('; '));
    }
    if (all.lists.length >= count) {
      return all;
    }
    if (now() > end) {
      throw new Error(`Only ${all.lists.length} of ${count} read the change within ${ROUND_LIMIT_MS} ms.`);
    }
    await delay(10);
  }
}

async function measure(world: World, url: string, others: number): Promise<Round[]> {
  const one = await startClients({ kind: 'watch', url, watchers: watchers(world, 1) });
  const rest = await startClients({ kind: 'watch', url, watchers: watchers(world, others) });
  const change = changesOf(world, url);
  const rounds: Round[] = [];
  try {
    // An even number, so that the hour is free again at the end.
    for (let round = 0; round < WARM_UP + ROUNDS + (ROUNDS % 2); round += 1) {
      const { seq, sentAt, answeredAt } = await change();
      const [mine, theirs] = await Promise.all([untilRead(one, 1, seq), untilRead(rest, others, seq)]);
      const heard = mine.heard.find((event) => event.seq === seq)?.at ?? Number.NaN;
      const listed = mine.lists[0]?.at ?? Number.NaN;
      const all = Math.max(...theirs.lists.map((list) => list.at));
      if (round >= WARM_UP) {
        rounds.push({
          answered: answeredAt - sentAt,
          heard: heard - sentAt,
          listed: listed - sentAt,
          all: all - sentAt,
        });
      }
    }
  } finally {
    await Promise.all([one.stop(), rest.stop()]);
  }
  return rounds;
}

function report(others: number, rounds: readonly Round[]): void {
  console.log(`\n${others} others watch, ${rounds.length} changes; milliseconds from sending the request`);
  const lines = [
    ['the request is answered', 'answered'],
    ['the event is heard', 'heard'],
    ['the list is read anew', 'listed'],
    ['everybody has read', 'all'],
  ] as const;
  for (const [name, key] of lines) {
    const times = rounds.map((round) => round[key]);
    const cells = [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(1).padStart(10));
    console.log(`${name.padEnd(28)}${cells.join('')}`);
  }
}

async function bench(uri: string): Promise<void> {
  const world = await foundWorld(uri, { doctors: 1, patients: 0 });
  const backend = await startBackend(uri, true);
  try {
    console.log(`Node ${process.version}; p50, p95, p99`);
    for (const others of OTHERS) {
      report(others, await measure(world, backend.url, others));
    }
    const { violations } = await checkDatabase(world.models, Date.now());
    console.log(`\nfsck: ${violations.length} violations`);
    process.exitCode = violations.length === 0 ? 0 : 1;
  } finally {
    closeConnections();
    await backend.stop();
    await world.close();
  }
}

await withOwnDatabase(bench);
