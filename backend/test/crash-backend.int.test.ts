import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeConnections } from './booking-http.ts';
import { type Backend, startBackend, startBackends, stopBackends } from './booking-process.ts';
import { seededRandom } from './booking-storm.ts';
import { foundWorld, type World } from './booking-world.ts';
import { crash, describeCrash } from './crash-storm.ts';
import { freshDatabaseUri } from './test-database.ts';

const uri = freshDatabaseUri();
const seed = Number(process.env.OPENSLOT_STORM_SEED ?? Math.floor(Math.random() * 2 ** 31));
let world: World;
let backends: Backend[];

beforeAll(async () => {
  world = await foundWorld(uri, { doctors: 16, patients: 100 });
  backends = await startBackends(uri, 2);
}, 90_000);
afterAll(async () => {
  closeConnections();
  await stopBackends(backends);
  await world.close();
});

it(`a server killed in the middle of bookings loses none and makes none up (OPENSLOT_STORM_SEED=${seed})`, async () => {
  const counts = await crash(
    world,
    seededRandom(seed),
    () => backends.map(({ url }) => url),
    async () => {
      const [struck, other] = backends;
      await struck?.kill();
      backends = [other, await startBackend(uri)].filter((one) => one !== undefined);
    },
  );
  process.stderr.write(`[crash] ${describeCrash(counts)}\n`);
  expect(counts.acknowledged).toBeGreaterThan(0);
}, 300_000);
