import { describe, expect, it } from 'vitest';
import { DATES } from './testing/simulated-clinic.ts';
import { Simulation } from './testing/simulation.ts';

const SEEDS = Array.from({ length: 300 }, (_seed, index) => index + 1);

describe('a bad network', () => {
  it.each([0.1, 0.5, 1])(
    'converges to the offer of the clinic and never shows an older one, trouble %d',
    (trouble) => {
      for (const seed of SEEDS) {
        const simulation = new Simulation(seed);
        simulation.trouble = trouble;
        simulation.storm(20_000);
        for (const date of DATES) {
          const numbers = simulation.shownSeqs[date];
          const sorted = [...numbers].sort((a, b) => a - b);
          expect(numbers, `seed ${seed} never goes back`).toEqual(sorted);
        }
        simulation.trouble = 0;
        simulation.advance(90_000);
        const { core, clinic } = simulation;
        for (const date of DATES) {
          expect(simulation.shown(date), `seed ${seed} shows the offer`).toEqual(clinic.offer(date));
        }
        expect({ seed, heard: core.heard, status: core.status }).toEqual({
          seed,
          heard: clinic.seq,
          status: 'live',
        });
      }
    },
  );
});
