import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseSync } from '@swc/core';
import { ROOT, toolPath } from './lib/tools.mjs';
import { MUTANTS } from './mutants-list.mjs';

/**
 * `npm run mutants`: makes one typical bug after the other in a copy of the slot engine and runs its unit tests until
 * the first one fails. A bug that no test notices, and one whose text is no longer in the source, fail the run. With
 * words behind it (`npm run mutants -- buffer hold`) only the bugs that name one of them.
 *
 * @typedef {import('./mutants-list.mjs').Mutant} Mutant
 * @typedef {'noticed' | 'survived' | 'timed out'} Outcome
 */
const TIMEOUT_MS = 300_000;

/** What takes long is asked only of bugs that the other tests do not notice. */
const SLOW = ['reference.test', 'properties.test', 'many-doctors.test', 'zone'];

const copy = mkdtempSync(path.join(tmpdir(), 'openslot-mutants-'));

function prepare() {
  mkdirSync(path.join(copy, 'shared'));
  for (const folder of ['shared/src', 'shared/test', 'shared/package.json', 'package.json']) {
    cpSync(path.join(ROOT, folder), path.join(copy, folder), { recursive: true });
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  const include = "['shared/src/{slots,time}/**/*.test.ts', 'shared/test/**/*.test.ts']";
  writeFileSync(path.join(copy, 'vitest.config.mjs'), `export default { test: { include: ${include} } };\n`);
}

/**
 * @param {readonly string[]} args
 * @returns {Outcome}
 */
function runTests(args) {
  const { status, error } = spawnSync(
    process.execPath,
    [toolPath('vitest'), 'run', '--root', copy, '--bail=1', '--pool=threads', '--reporter=dot', ...args],
    {
      cwd: copy,
      env: { ...process.env, TZ: 'UTC' },
      stdio: 'ignore',
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    },
  );
  if (error) {
    return 'timed out';
  }
  return status === 0 ? 'survived' : 'noticed';
}

/** @returns {Outcome} */
function runAllTests() {
  const quick = runTests(SLOW.map((name) => `--exclude=**/${name}*`));
  return quick === 'survived' ? runTests(SLOW) : quick;
}

/**
 * @param {Mutant} mutant
 * @returns {Outcome | 'no longer applies'}
 */
function outcomeOf({ file, from, to }) {
  const target = path.join(copy, 'shared/src', file);
  const source = readFileSync(target, 'utf8');
  if (source.split(from).length !== 2) {
    return 'no longer applies';
  }
  const mutated = source.replace(from, () => to);
  // A bug that does not even compile would be noticed by no merit of the tests.
  parseSync(mutated, { syntax: 'typescript' });
  writeFileSync(target, mutated);
  try {
    return runAllTests();
  } finally {
    writeFileSync(target, source);
  }
}

function main() {
  const words = process.argv.slice(2);
  const chosen = MUTANTS.filter(({ bug }) => words.length === 0 || words.some((word) => bug.includes(word)));
  prepare();
  if (runAllTests() !== 'survived') {
    throw new Error('The tests fail without any bug made: npx vitest run --project unit shared/');
  }
  let bad = 0;
  for (const mutant of chosen) {
    const startedAt = Date.now();
    const outcome = outcomeOf(mutant);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
    bad += outcome === 'survived' || outcome === 'no longer applies' ? 1 : 0;
    console.log(
      `${outcome.padEnd(18)}${`${seconds} s`.padStart(6)}   ${mutant.file.padEnd(28)} ${mutant.bug}`,
    );
  }
  console.log(`\n${chosen.length} bugs, ${chosen.length - bad} noticed`);
  process.exitCode = bad === 0 && chosen.length > 0 ? 0 : 1;
}

try {
  main();
} finally {
  rmSync(copy, { recursive: true, force: true });
}
