import { parseArgs } from 'node:util';
import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { checkDatabase } from '../backend/src/fsck/check-database.ts';
import { withOwnDatabase } from '../backend/test/booking-database.ts';
import { ask, closeConnections } from '../backend/test/booking-http.ts';
import { type Backend, startBackends, stopBackends } from '../backend/test/booking-process.ts';
import { at, foundWorld, type World } from '../backend/test/booking-world.ts';

/**
 * `npm run bench:booking`: bookings of free slots over HTTP on the built backend, beside bare inserts of one document by
 * the driver, with as many clients, in rounds that take turns: first with one process alone, then with two. At the end
 * fsck looks at every booking.
 *
 *   --clients=N   10    each sends the next booking when it has the answer to the last
 *   --rounds=N    5
 *   --seconds=N   3     of each case in a round
 *
 * Uses the MongoDB at `OPENSLOT_TEST_MONGODB_URI`, or starts one; its database is dropped afterwards.
 */
const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
  },
});
const CLIENTS = wholeNumber('clients', 200);
const ROUNDS = wholeNumber('rounds', 50);
const SECONDS = wholeNumber('seconds', 60);
const DOCTORS = 50;
const PATIENTS = 400;
const WINDOW_DAYS = 360;
/** Visits of a quarter of an hour. */
const SLOTS_A_DAY = 96;
/** Of a process that has just started much of the time goes into getting under way; a clinic's runs for weeks. */
const WARM_UP_SECONDS = 15;

function wholeNumber(name: 'clients' | 'rounds' | 'seconds', max: number): number {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 1 || number > max) {
    throw new RangeError(`--${name} must be a whole number from 1 to ${max}`);
  }
  return number;
}

interface Case {
  readonly name: string;
  readonly processes: number;
  readonly doctors: number;
  readonly times: number[];
  readonly rates: number[];
}

const booking = (processes: number, doctors: number): Case => ({
  name: `${doctors} doctor${doctors === 1 ? '' : 's'}, ${processes} process${processes === 1 ? '' : 'es'}`,
  processes,
  doctors,
  times: [],
  rates: [],
});
/** Cases that take turns, with what they are compared to. Every process that runs follows all changes, which costs the database. */
interface Phase {
  readonly processes: number;
  readonly bare: Case;
  readonly cases: readonly Case[];
}

const PHASES = [1, 2].map((processes): Phase => {
  const bare: Case = { ...booking(processes, 0), name: 'bare inserts' };
  return { processes, bare, cases: [bare, booking(processes, 1), booking(processes, DOCTORS)] };
});

/** Runs `work` with all clients for the given time; `work` says how long one took. */
async function load(one: Case, seconds: number, work: () => Promise<number>): Promise<void> {
  const since = performance.now();
  const end = since + seconds * 1_000;
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (performance.now() < end) {
        times.push(await work());
      }
    }),
  );
  one.rates.push((times.length * 1_000) / (performance.now() - since));
  one.times.push(...times);
}

/** Each booking has a time of its own, so that none is refused: the cost of success is measured. */
let booked = 0;
async function bookNext(
  world: World,
  backends: readonly Backend[],
  one: Case,
  round: number,
): Promise<number> {
  const number = booked++;
  if (number >= (WINDOW_DAYS - 5) * SLOTS_A_DAY) {
    throw new Error('There are no free slots left: fewer rounds or seconds.');
  }
  const person = world.patients[number % PATIENTS];
  const doctorId = world.doctors[one.doctors === 1 ? round % DOCTORS : number % DOCTORS];
  const backend = backends[number % one.processes];
  if (person === undefined || backend === undefined) {
    throw new Error('nobody to book');
  }
  const startsAt = at(Math.floor(number / SLOTS_A_DAY), (number % SLOTS_A_DAY) * 15);
  const body = { doctorId, visitTypeId: world.types.short, startsAt };
  // An address for each, or the limit of writes for one address would refuse.
  const address = `10.9.${(number >> 6) & 255}.${number & 63}`;
  const answer = await ask(backend.url, { ...person, address }, bookAppointment, { body });
  if (answer.status !== 201) {
    throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.ms;
}

/** A document as large as that of an occupied time, acknowledged by the majority as every write of a booking is. */
async function insertBare(world: World): Promise<number> {
  const keys = Array.from({ length: 6 }, (_, index) => `${world.doctors[0]}|${index}`);
  const since = performance.now();
  await world.models.clinic.db
    .collection('bare')
    .insertOne({ keys, startsAt: new Date(), text: 'x'.repeat(200) });
  return performance.now() - since;
}

function quantile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function report(): void {
  const rate = (one: Case) => quantile(one.rates, 0.5);
  const rows = PHASES.flatMap(({ bare, cases }) => cases.map((one) => ({ one, bare })));
  console.log(
    `\nNode ${process.version}, ${CLIENTS} clients, ${ROUNDS} rounds of ${SECONDS} s each, medians of rates`,
  );
  console.log(
    `${'case'.padEnd(26)}${'per second'.padStart(12)}${'of bare'.padStart(9)}${'p50'.padStart(10)}` +
      `${'p99'.padStart(10)}${'p99 / bare'.padStart(12)}`,
  );
  for (const { one, bare } of rows) {
    const [p50, p99] = [quantile(one.times, 0.5), quantile(one.times, 0.99)];
    console.log(
      `${one.name.padEnd(26)}${rate(one).toFixed(0).padStart(12)}` +
        `${`${((100 * rate(one)) / rate(bare)).toFixed(1)} %`.padStart(9)}${`${p50.toFixed(1)} ms`.padStart(10)}` +
        `${`${p99.toFixed(1)} ms`.padStart(10)}${`${(p99 / quantile(bare.times, 0.99)).toFixed(1)} ×`.padStart(12)}`,
    );
  }
}

async function measure(world: World, { processes, bare, cases }: Phase): Promise<void> {
  const backends = await startBackends(world.uri, processes, true);
  try {
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const one of cases) {
        const work = () => (one === bare ? insertBare(world) : bookNext(world, backends, one, round + 1));
        const warmUp = one === bare ? 1 : WARM_UP_SECONDS;
        await load(one, round < 0 ? warmUp : SECONDS, work);
        if (round < 0) {
          one.times.length = 0;
          one.rates.length = 0;
        }
      }
    }
  } finally {
    await stopBackends(backends);
  }
}

async function bench(uri: string): Promise<void> {
  const world = await foundWorld(uri, {
    doctors: DOCTORS,
    patients: PATIENTS,
    bookingWindowDays: WINDOW_DAYS,
  });
  try {
    for (const phase of PHASES) {
      await measure(world, phase);
    }
    report();
    const { violations, counts } = await checkDatabase(world.models, Date.now());
    console.log(
      `fsck: ${violations.length} violations in ${counts.appointments} appointments, ${booked} booked`,
    );
    process.exitCode = violations.length === 0 && counts.appointments === booked ? 0 : 1;
  } finally {
    closeConnections();
    await world.close();
  }
}

await withOwnDatabase(bench);
