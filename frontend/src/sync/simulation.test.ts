import { describe, expect, it } from 'vitest';
import { QUERIES, Simulation } from './testing/simulation.ts';

const SEEDS = Array.from({ length: 150 }, (_seed, index) => index + 1);

describe('a bad network', () => {
  it.each([0.1, 0.5, 1])(
    '[RT7][RT23][RT24] converges to the offer of one doctor and of several, who come and go, and never shows an older one, trouble %d',
    (trouble) => {
      for (const seed of SEEDS) {
        const simulation = new Simulation(seed);
        simulation.trouble = trouble;
        simulation.storm(20_000);
        expect(simulation.steppedBack, `seed ${seed} never goes back`).toEqual([]);
        simulation.calm();
        const { core, doctors } = simulation;
        for (const query of QUERIES) {
          expect(simulation.shown(query), `seed ${seed} shows the offer`).toEqual(simulation.truth(query));
        }
        const watched = doctors.filter((doctor) => doctor === doctors[0] || simulation.members.has(doctor));
        expect({
          seed,
          heard: watched.map(({ doctorId }) => core.state.doctors[doctorId]?.heard),
          status: core.status,
        }).toEqual({ seed, heard: watched.map(({ seq }) => seq), status: 'live' });
      }
    },
    30_000,
  );
});
