import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeConnections } from './booking-http.ts';
import { type Backend, startBackends, stopBackends } from './booking-process.ts';
import { SCENARIOS } from './booking-scenarios-all.ts';
import { createStorm, type Storm, seededRandom } from './booking-storm.ts';
import { foundWorld, type World } from './booking-world.ts';
import { freshDatabaseUri } from './test-database.ts';

const uri = freshDatabaseUri();
const seed = Number(process.env.OPENSLOT_STORM_SEED ?? Math.floor(Math.random() * 2 ** 31));
let world: World;
let backends: Backend[];
let storm: Storm;

beforeAll(async () => {
  world = await foundWorld(uri, { doctors: 6, patients: 200 });
  backends = await startBackends(uri, 2);
  storm = createStorm(
    world,
    backends.map(({ url }) => url),
    seededRandom(seed),
  );
}, 90_000);
afterAll(async () => {
  closeConnections();
  await stopBackends(backends);
  await world.close();
});

describe(`two processes on one database (OPENSLOT_STORM_SEED=${seed})`, () => {
  it.each(Object.entries(SCENARIOS))('%s', { timeout: 120_000 }, async (name, scenario) => {
    const outcome = await scenario(storm);
    process.stderr.write(`[storm] ${name}: ${outcome}\n`);
    expect(backends.map((backend) => backend.output()).join('')).not.toMatch(/"level":(50|60)/);
  });
});
