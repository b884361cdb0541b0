import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeConnections } from './booking-http.ts';
import { type Backend, startBackend } from './booking-process.ts';
import {
  bookAgainstBlock,
  bookAgainstCancel,
  onePatient,
  oneSlot,
  overlappingLengths,
  repeats,
} from './booking-scenarios.ts';
import { createStorm, type Scenario, type Storm, seededRandom } from './booking-storm.ts';
import { foundWorld, type World } from './booking-world.ts';
import { freshDatabaseUri } from './test-database.ts';

const uri = freshDatabaseUri();
const seed = Number(process.env.OPENSLOT_STORM_SEED ?? Math.floor(Math.random() * 2 ** 31));
let world: World;
let backends: Backend[];
let storm: Storm;

beforeAll(async () => {
  world = await foundWorld(uri, { doctors: 6, patients: 200 });
  backends = await Promise.all([startBackend(uri), startBackend(uri)]);
  storm = createStorm(
    world,
    backends.map(({ url }) => url),
    seededRandom(seed),
  );
}, 90_000);
afterAll(async () => {
  closeConnections();
  await Promise.all(backends.map((backend) => backend.stop()));
  await world.close();
});

const SCENARIOS: readonly [string, Scenario][] = [
  ['two hundred people want one slot', oneSlot],
  ['visits of different lengths compete for two hours', overlappingLengths],
  ['one patient books with several doctors at one time', onePatient],
  ['a visit is cancelled while others want its time', bookAgainstCancel],
  ['hours are blocked while people book them', bookAgainstBlock],
  ['requests are repeated with their Idempotency-Key', repeats],
];

describe(`two processes on one database (OPENSLOT_STORM_SEED=${seed})`, () => {
  it.each(SCENARIOS)('%s', async (name, scenario) => {
    const outcome = await scenario(storm);
    process.stderr.write(`[storm] ${name}: ${outcome}\n`);
    expect(backends.map((backend) => backend.output()).join('')).not.toMatch(/"level":(50|60)/);
  });
});
