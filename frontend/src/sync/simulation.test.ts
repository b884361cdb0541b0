import { describe, expect, it } from 'vitest';
import { keepsPromise, runSeed } from './testing/run-seed.ts';

/**
 * Each seed is a page with its own troubles, the same in every run. `SYNC_SEED=4711` tries only that one and tells the
 * steps; `SYNC_RUNS` changes how many there are. Other seeds: `npm run soak:sync`.
 */
const RUNS = Number(process.env.SYNC_RUNS ?? 10_000);
const ONLY = process.env.SYNC_SEED;
const GROUPS = 10;
const STORM_MS = 4000;

const firsts =
  ONLY === undefined
    ? Array.from({ length: GROUPS }, (_group, index) => 1 + (index * RUNS) / GROUPS)
    : [Number(ONLY)];
const size = ONLY === undefined ? RUNS / GROUPS : 1;

describe('a bad network, several servers, and people who come and go', () => {
  it.each(firsts)(
    '[RT4][RT5][RT7][RT8][RT9][RT23][RT24] the page ends equal to the clinic, says nothing the clinic never said, and never goes back; from seed %d',
    (first) => {
      for (let seed = first; seed < first + size; seed += 1) {
        const wrong = runSeed(seed, STORM_MS);
        if (wrong !== null) {
          expect.fail(`${wrong}\nAgain: SYNC_SEED=${seed} npx vitest run --project unit simulation.test`);
        }
      }
    },
    120_000,
  );

  it('[RT17] shows what changed within half a minute although no event arrives at all', () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      expect(keepsPromise(seed), `seed ${seed}`).toBe(null);
    }
  }, 60_000);
});
