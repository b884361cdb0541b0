import { parseArgs } from 'node:util';
import { withOwnDatabase } from '../backend/test/booking-database.ts';
import { closeConnections } from '../backend/test/booking-http.ts';
import { startBackend, startBackends, stopBackends } from '../backend/test/booking-process.ts';
import { SCENARIOS } from '../backend/test/booking-scenarios-all.ts';
import { createStorm, type Random, seededRandom, shuffled } from '../backend/test/booking-storm.ts';
import { foundWorld } from '../backend/test/booking-world.ts';
import { crashDatabase } from '../backend/test/crash-database.ts';
import { crash, describeCrash } from '../backend/test/crash-storm.ts';
import { checkAgainstModel } from '../backend/test/model-booking.ts';

/**
 * `npm run soak:booking`: storms of bookings against two real server processes, again and again, each in a clinic of its
 * own; servers and databases are killed in between. fsck looks at the database after each. Stops at the first failure.
 *
 *   --seed=N     the same choices again (who wins a race is nobody's choice); printed first
 *   --minutes=N  30    no round begins after that
 *   --rounds=N   1000  a round is every scenario, the model, a killed server and a killed database
 *   --only=TEXT  only what has this in its name: a scenario, `model`, `a killed server`, `a killed database`
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    minutes: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '1000' },
    only: { type: 'string', default: '' },
  },
});
const SEED = wholeNumber('seed', 2 ** 31);
const MINUTES = wholeNumber('minutes', 24 * 60);
const ROUNDS = wholeNumber('rounds', 100_000);
const DOCTORS = 6;
/** A clinic has days enough for so many. */
const TIMES = 3;

function wholeNumber(name: 'seed' | 'minutes' | 'rounds', max: number): number {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 0 || number > max) {
    throw new RangeError(`--${name} must be a whole number up to ${max}`);
  }
  return number;
}

const MODEL_RUNS = 30;
const MODEL_LIMIT_MS = 300_000;

const isWanted = (name: string) => name.includes(values.only);

/** Every scenario some times in random order, then a server is killed. */
async function storm(random: Random, uri: string): Promise<void> {
  const world = await foundWorld(uri, { doctors: DOCTORS, patients: 200 });
  let backends = await startBackends(uri, 2, true);
  const urls = () => backends.map(({ url }) => url);
  try {
    const current = createStorm(world, urls(), random);
    const chosen = Object.entries(SCENARIOS).filter(([name]) => isWanted(name));
    for (const [name, scenario] of shuffled(random, Array.from({ length: TIMES }, () => chosen).flat())) {
      await step(name, () => scenario(current));
    }
    if (isWanted('a killed server')) {
      await step('a killed server', async () => {
        const counts = await crash(world, random, urls, async () => {
          const [struck, ...others] = backends;
          await struck?.kill();
          backends = [...others, await startBackend(uri, true)];
        });
        return describeCrash(counts);
      });
    }
  } finally {
    closeConnections();
    await stopBackends(backends);
    await world.close();
  }
}

async function compareWithModel(uri: string, seed: number): Promise<string> {
  const { runs, difference } = await checkAgainstModel(uri, {
    seed,
    runs: MODEL_RUNS,
    limitMs: MODEL_LIMIT_MS,
  });
  if (difference !== null) {
    throw new Error(difference);
  }
  return `${runs} sequences of commands`;
}

async function step(name: string, run: () => Promise<string>): Promise<void> {
  const since = performance.now();
  try {
    const outcome = await run();
    console.log(`  ${name}, ${((performance.now() - since) / 1_000).toFixed(1)} s: ${outcome}`);
  } catch (error) {
    console.error(`  ${name}: FAILED`);
    throw error;
  }
}

async function main(): Promise<void> {
  const end = performance.now() + MINUTES * 60_000;
  console.log(`seed ${SEED}, at most ${MINUTES} minutes and ${ROUNDS} rounds`);
  let round = 0;
  for (; round < ROUNDS && performance.now() < end; round += 1) {
    console.log(`round ${round + 1}; again: npm run soak:booking -- --seed=${SEED + round} --rounds=1`);
    const random = seededRandom(SEED + round);
    await withOwnDatabase((uri) => storm(random, uri));
    if (isWanted('model')) {
      await withOwnDatabase((uri) => step('model', () => compareWithModel(uri, SEED + round)));
    }
    if (isWanted('a killed database')) {
      await step('a killed database', async () => describeCrash(await crashDatabase(random, true)));
    }
  }
  console.log(`${round} rounds, nothing found.`);
}

await main();
