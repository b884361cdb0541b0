import { passSignalsOn } from './lib/run.mjs';
import { STAGES } from './lib/stages.mjs';
import { lastLine, oneCheck, sum } from './lib/tally.mjs';

/**
 * `npm test`: every check of the product, each stage also after one that failed. With names behind it
 * (`npm test -- lint unit`), only these stages. Ends with `N passed, N failed`, alone on the last line.
 */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `No such stage: ${unknown.join(', ')}. There are: ${STAGES.map((stage) => stage.name).join(', ')}`,
  );
  process.exit(2);
}

const stopping = passSignalsOn();
const results = [];
for (const stage of STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n── ${stage.name} ──`);
  const startedAt = Date.now();
  let tally = oneCheck(false);
  try {
    tally = await stage.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  if (stopping.aborted) {
    process.exit(stopping.reason);
  }
  results.push({ name: stage.name, tally, seconds: (Date.now() - startedAt) / 1000 });
}

console.log('\n── summary ──');
for (const { name, tally, seconds } of results) {
  console.log(`${name.padEnd(24)} ${seconds.toFixed(1).padStart(7)} s   ${lastLine(tally)}`);
}
const total = sum(
  results.map((result) => result.tally),
  { skippingFails: Boolean(process.env.CI) },
);
console.log(`\n${lastLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
