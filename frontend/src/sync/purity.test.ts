import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { step } from './sync-core.ts';
import { Simulation } from './testing/simulation.ts';
import { calm, storm } from './testing/storm.ts';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

it('the core decides by state, input and time alone, and leaves both as they were', () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const simulation = new Simulation(seed);
    const { core } = simulation;
    const send = core.send.bind(core);
    core.send = (input) => {
      const first = step(frozen(core.state), frozen(input), core.now);
      send(input);
      expect({ state: core.state, commands: core.commands }).toEqual(first);
      return core;
    };
    storm(simulation, 2000);
    calm(simulation, 20_000);
  }
});

it('no file of the core knows a clock, chance, a timer, the browser or the network', () => {
  const folder = join(import.meta.dirname, 'core');
  const files = [
    join(import.meta.dirname, 'sync-core.ts'),
    ...readdirSync(folder).map((name) => join(folder, name)),
  ];
  const world =
    /Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|queueMicrotask|await |\bfetch\(|window\.|document\.|Storage/;
  expect(files.filter((file) => world.test(readFileSync(file, 'utf8')))).toEqual([]);
  expect(files.length).toBeGreaterThan(10);
});
