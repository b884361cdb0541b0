import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseSync } from '@swc/core';
import { SUITES } from './mutants/suites.mjs';

/**
 * `npm run mutants`: makes one bug after the other in a copy of the slot engine and of the sync core, and runs their
 * unit tests until the first one fails. A bug that no test notices, and one whose text is no longer in the source, fail
 * the run. `npm run mutants -- slots` or `-- sync` does only that list; with more words (`npm run mutants -- slots buffer
 * hold`) only the bugs that name one of them.
 *
 * @typedef {import('./mutants/suites.mjs').Mutant} Mutant
 * @typedef {import('./mutants/suites.mjs').Suite} Suite
 * @typedef {import('./mutants/suites.mjs').Tests} Tests
 * @typedef {import('./mutants/suites.mjs').Outcome} Outcome
 */

/**
 * @param {Mutant} mutant
 * @param {string} sources
 * @param {Tests} tests
 * @returns {Promise<Outcome | 'no longer applies'>}
 */
async function outcomeOf({ file, from, to }, sources, tests) {
  const target = path.join(sources, file);
  const source = readFileSync(target, 'utf8');
  if (source.split(from).length !== 2) {
    return 'no longer applies';
  }
  const mutated = source.replace(from, () => to);
  // A bug that does not even compile would be noticed by no merit of the tests.
  parseSync(mutated, { syntax: 'typescript' });
  writeFileSync(target, mutated);
  tests.forget(target);
  try {
    return await tests.run();
  } finally {
    writeFileSync(target, source);
    tests.forget(target);
  }
}

/**
 * @param {string} name
 * @param {Tests} tests
 */
async function expectSound(name, tests) {
  if ((await tests.run()) !== 'survived') {
    throw new Error(`The tests of the ${name} suite fail without any bug made`);
  }
}

/**
 * @param {Suite} suite
 * @param {readonly string[]} words
 * @returns {Promise<boolean>} whether every bug was noticed
 */
async function runSuite({ name, sources, mutants, open }, words) {
  const chosen = mutants.filter(({ bug }) => words.length === 0 || words.some((word) => bug.includes(word)));
  const copy = mkdtempSync(path.join(tmpdir(), 'openslot-mutants-'));
  const tests = await open(copy);
  let bad = 0;
  try {
    await expectSound(name, tests);
    for (const mutant of chosen) {
      const startedAt = Date.now();
      const outcome = await outcomeOf(mutant, path.join(copy, sources), tests);
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      bad += outcome === 'survived' || outcome === 'no longer applies' ? 1 : 0;
      console.log(
        `${outcome.padEnd(18)}${`${seconds} s`.padStart(7)}   ${mutant.file.padEnd(28)} ${mutant.bug}`,
      );
    }
    // Tests that go on failing after a bug is gone would notice everything.
    await expectSound(name, tests);
  } finally {
    await tests.close();
    rmSync(copy, { recursive: true, force: true });
  }
  console.log(`\n${name}: ${chosen.length} bugs, ${chosen.length - bad} noticed`);
  return bad === 0;
}

const asked = process.argv.slice(2);
const named = SUITES.filter(({ name }) => asked.includes(name));
const words = asked.filter((word) => !SUITES.some(({ name }) => name === word));
for (const suite of named.length > 0 ? named : SUITES) {
  if (!(await runSuite(suite, words))) {
    process.exitCode = 1;
  }
}
