import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, isUpToDate } from '../build.mjs';
import { HOW_TO_GET_CHROMIUM, provideChromium } from '../chromium.mjs';
import { start } from './run.mjs';
import { filesToDriveAgain, withSecondDrive } from './second-drive.mjs';
import { NOTHING, oneCheck, tallyVitest } from './tally.mjs';
import { ROOT, toolPath } from './tools.mjs';

/**
 * @typedef {import('./tally.mjs').Tally} Tally
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {() => Promise<Tally>} run
 */

const MINUTE = 60_000;

/** Zones in which every rule of time must give the same: half-hour offset west of UTC, and a day ahead of it. */
const FAR_ZONES = ['America/St_Johns', 'Pacific/Kiritimati'];

/**
 * @param {string} name
 * @param {Parameters<typeof toolPath>[0]} tool
 * @param {readonly string[]} args
 * @returns {Stage}
 */
function check(name, tool, args) {
  return {
    name,
    run: async () => {
      const { code } = await start(process.execPath, [toolPath(tool), ...args], { timeoutMs: 5 * MINUTE })
        .done;
      return oneCheck(code === 0);
    },
  };
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * @param {readonly string[]} args project and file filters
 * @param {Record<string, string>} env
 * @param {number} timeoutMs
 * @returns {Promise<{ tally: Tally, report: import('./tally.mjs').VitestReport | null }>}
 */
async function runVitest(args, env, timeoutMs) {
  const directory = mkdtempSync(path.join(tmpdir(), 'openslot-tests-'));
  const report = path.join(directory, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code, timedOut } = await start(
      process.execPath,
      [toolPath('vitest'), 'run', ...args, ...reporters],
      { env, timeoutMs },
    ).done;
    if (timedOut) {
      console.error(`Stopped after ${timeoutMs / MINUTE} minutes.`);
    }
    const read = readReport(report);
    return { tally: tallyVitest(read, code), report: read };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} args project and file filters
 * @param {Record<string, string>} env
 * @param {number} timeoutMs
 */
async function vitest(args, env, timeoutMs) {
  return (await runVitest(args, env, timeoutMs)).tally;
}

/** @returns {Promise<Tally>} */
async function journeys() {
  const browser = provideChromium();
  if (browser === null) {
    const files = readdirSync(path.join(ROOT, 'frontend/journeys')).filter((name) =>
      name.endsWith('.journey.ts'),
    );
    console.log(`The browser journeys are skipped: no Chromium was found. ${HOW_TO_GET_CHROMIUM}`);
    return { ...NOTHING, skipped: files.length };
  }
  const env = { TZ: 'UTC', CHROMIUM_PATH: browser };
  const first = await runVitest(['--project', 'journeys'], env, 14 * MINUTE);
  const again = filesToDriveAgain(first.report);
  if (first.report === null || again.length === 0) {
    return first.tally;
  }
  console.log(`\nDriven once more, each on a clinic of its own: ${again.join(', ')}`);
  const second = await runVitest(['--project', 'journeys', ...again], env, 5 * MINUTE);
  if (second.tally.failed > 0) {
    return first.tally;
  }
  console.log(`\nUNSTEADY, failed once and then passed; to be mended: ${again.join(', ')}`);
  return withSecondDrive(first.report, second.tally);
}

/** Everything `npm test` does, in this order; the cheapest answers come first. @type {readonly Stage[]} */
export const STAGES = [
  check('format', 'biome', ['format', '.']),
  check('lint', 'biome', ['lint', '--error-on-warnings', '.']),
  check('imports', 'depcruise', [
    '--config',
    '.dependency-cruiser.cjs',
    'shared/src',
    'backend/src',
    'frontend/src',
  ]),
  check('types', 'tsc', ['-b']),
  // Also refuses a first page that became too large to load quickly.
  { name: 'build', run: async () => oneCheck(await build()) },
  { name: 'unit', run: () => vitest(['--project', 'unit'], { TZ: 'UTC' }, 10 * MINUTE) },
  ...FAR_ZONES.map((zone) => ({
    name: `unit-${zone}`,
    run: () => vitest(['--project', 'unit', 'shared/'], { TZ: zone }, 10 * MINUTE),
  })),
  {
    name: 'integration',
    run: async () => {
      const env = { TZ: 'UTC', OPENSLOT_TEST_BUILT: isUpToDate() || (await build()) ? '1' : '0' };
      return vitest(['--project', 'integration'], env, 14 * MINUTE);
    },
  },
  { name: 'journeys', run: journeys },
];
