import { parseArgs } from 'node:util';
import { runSeed } from '../frontend/src/sync/testing/run-seed.ts';

/**
 * `npm run soak:sync`: pages in a bad network for as long as you like, each with troubles that its seed decides; each
 * must end equal to the clinic and never show what it never said. Like the runs of `npm test`, only longer and with
 * other seeds.
 *
 *   --seed=N   the first seed; a new one each time otherwise. It is printed first.
 *   --runs=N   20,000
 *   --storm=N  how long the trouble lasts in each, in simulated milliseconds: 20,000
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    runs: { type: 'string', default: '20000' },
    storm: { type: 'string', default: '20000' },
  },
});

function wholeNumber(name: 'seed' | 'runs' | 'storm'): number {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new RangeError(`--${name} must be a whole number`);
  }
  return number;
}

function main(): void {
  const [first, runs, stormMs] = [wholeNumber('seed'), wholeNumber('runs'), wholeNumber('storm')];
  console.log(`seeds from ${first}, ${runs} runs of ${stormMs} ms of trouble each`);
  for (let seed = first; seed < first + runs; seed += 1) {
    const wrong = runSeed(seed, stormMs);
    if (wrong !== null) {
      console.error(wrong);
      console.error(`Again: npm run soak:sync -- --seed=${seed} --runs=1 --storm=${stormMs}`);
      process.exitCode = 1;
      return;
    }
    if ((seed + 1 - first) % 1000 === 0) {
      console.log(`  ${seed + 1 - first} runs; resume with --seed=${seed + 1}`);
    }
  }
  console.log(`${runs} runs, all equal to the clinic.`);
}

main();
