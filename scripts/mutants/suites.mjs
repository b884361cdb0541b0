import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVitest } from 'vitest/node';
import { ROOT, toolPath } from '../lib/tools.mjs';
import { SLOTS } from './slots.mjs';
import { CHAIN } from './sync-chain.mjs';
import { CONNECTION } from './sync-connection.mjs';
import { PAGES } from './sync-pages.mjs';
import { PEOPLE } from './sync-people.mjs';
import { READING } from './sync-reading.mjs';
import { ROOMS } from './sync-rooms.mjs';

/**
 * What is changed on purpose, where, and which tests should notice.
 *
 * @typedef {import('./of.mjs').Mutant} Mutant
 * @typedef {'noticed' | 'survived' | 'timed out'} Outcome
 *
 * @typedef {object} Tests
 * @property {() => Promise<Outcome>} run
 * @property {(file: string) => void} forget what was read of a file: it is another one now
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} sources below the root
 * @property {readonly Mutant[]} mutants
 * @property {(copy: string) => Promise<Tests>} open copies what is needed into an empty directory
 */

const TIMEOUT_MS = 300_000;

/** What takes long is asked only of bugs that the other tests do not notice. */
const SLOW = ['reference.test', 'properties.test', 'many-doctors.test', 'zone'];

/**
 * @param {string} copy
 * @param {readonly string[]} paths
 */
function provide(copy, paths) {
  for (const each of paths) {
    cpSync(path.join(ROOT, each), path.join(copy, each), { recursive: true });
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
}

/**
 * A process of its own for each run: a bug of the slot engine may never come to an end.
 *
 * @param {string} copy
 * @param {readonly string[]} args
 * @returns {Outcome}
 */
function spawnTests(copy, args) {
  const vitest = ['run', '--root', copy, '--bail=1', '--pool=threads', '--reporter=dot', ...args];
  const { status, error } = spawnSync(process.execPath, [toolPath('vitest'), ...vitest], {
    cwd: copy,
    env: { ...process.env, TZ: 'UTC' },
    stdio: 'ignore',
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  if (error) {
    return 'timed out';
  }
  return status === 0 ? 'survived' : 'noticed';
}

/** @type {Suite} */
const slots = {
  name: 'slots',
  sources: 'shared/src',
  mutants: SLOTS,
  async open(copy) {
    provide(copy, ['shared/src', 'shared/test', 'shared/package.json', 'package.json']);
    const include = "['shared/src/{slots,time}/**/*.test.ts', 'shared/test/**/*.test.ts']";
    writeFileSync(
      path.join(copy, 'vitest.config.mjs'),
      `export default { test: { include: ${include} } };\n`,
    );
    return {
      async run() {
        const quick = spawnTests(
          copy,
          SLOW.map((name) => `--exclude=**/${name}*`),
        );
        return quick === 'survived' ? spawnTests(copy, SLOW) : quick;
      },
      forget: () => undefined,
      close: async () => undefined,
    };
  },
};

/** The tests of the sync core that are not of a browser, first those with one thing in mind. */
const SYNC_TESTS = [
  'guards-chain',
  'guards-connection',
  'guards-pages',
  'guards-reading',
  'guards-tabs',
  'sync-core',
  'sync-connection',
  'sync-toasts',
  'sync-turns',
  'any-doctor-query',
  'months-query',
  'own-hold',
  'profile-changes',
];
/** So many seeds notice what they can notice at all. */
const SHORT_FUZZ = '200';

/**
 * One file of tests, to be run again and again in one process. A runner that gives up at the first failure also gives up
 * when another file of it failed before, so each file has a runner of its own.
 *
 * @param {string} root
 * @param {string} file
 */
async function openTests(root, file) {
  const resolve = { conditions: ['source'] };
  const vitest = await createVitest(
    'test',
    { root, config: false, watch: false, pool: 'threads', maxWorkers: 1, bail: 1, reporters: [{}] },
    { resolve, ssr: { resolve } },
  );
  await vitest.standalone();
  return {
    async fails() {
      vitest.state.clearErrors();
      const found = await vitest.globTestSpecifications([file]);
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(found);
      return testModules.length === 0 || unhandledErrors.length > 0 || testModules.some((each) => !each.ok());
    },
    /** @param {string} changed */
    forget: (changed) => void vitest.invalidateFile(changed),
    close: () => vitest.close(),
  };
}

/** @type {Suite} */
const sync = {
  name: 'sync',
  sources: 'frontend/src',
  mutants: [...ROOMS, ...CHAIN, ...READING, ...CONNECTION, ...PAGES, ...PEOPLE],
  async open(copy) {
    provide(copy, ['frontend/src', 'frontend/package.json', 'package.json']);
    const folder = path.join(copy, 'frontend/src/sync');
    const imports = SYNC_TESTS.map((name) => `import './${name}.test.ts';\n`).join('');
    writeFileSync(path.join(folder, 'all-core.test.ts'), imports);
    process.env.SYNC_RUNS = SHORT_FUZZ;
    const core = await openTests(copy, path.join(folder, 'all-core.test.ts'));
    const simulation = await openTests(copy, path.join(folder, 'simulation.test.ts'));
    return {
      run: async () => ((await core.fails()) || (await simulation.fails()) ? 'noticed' : 'survived'),
      forget(file) {
        core.forget(file);
        simulation.forget(file);
      },
      async close() {
        await core.close();
        await simulation.close();
      },
    };
  },
};

export const SUITES = [slots, sync];
