import { expect, it } from 'vitest';
import { checkAgainstModel } from './model-booking.ts';
import { freshDatabaseUri } from './test-database.ts';

const uri = freshDatabaseUri();
const seed = Number(process.env.OPENSLOT_STORM_SEED ?? Math.floor(Math.random() * 2 ** 31));

it(`random commands do what a model of the clinic does (OPENSLOT_STORM_SEED=${seed})`, {
  timeout: 180_000,
}, async () => {
  const { runs, difference } = await checkAgainstModel(uri, { seed, runs: 10, limitMs: 20_000 });
  process.stderr.write(`[model] ${runs} sequences of commands\n`);
  expect(difference).toBeNull();
  expect(runs).toBeGreaterThan(0);
});
