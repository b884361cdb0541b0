import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

export const HOW_TO_GET_CHROMIUM =
  'Install Chromium or Chrome (on Debian: apt-get install chromium), or set CHROMIUM_PATH to its program.';

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser for the journeys: CHROMIUM_PATH when set, otherwise the first one in PATH or in the usual places.
 *
 * @param {Record<string, string | undefined>} [environment]
 * @returns {string | null} path of the program; null when there is none
 * @throws {Error} when CHROMIUM_PATH names something that cannot be run: another browser would surprise
 */
export function findChromium(environment = process.env) {
  const named = environment.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!isExecutable(named)) {
      throw new Error(`CHROMIUM_PATH is ${named}, which cannot be run.`);
    }
    return named;
  }
  const directories = (environment.PATH ?? '').split(path.delimiter).filter((directory) => directory !== '');
  const inPath = NAMES.flatMap((name) => directories.map((directory) => path.join(directory, name)));
  return [...inPath, ...PLACES].find(isExecutable) ?? null;
}

/** True where Debian's package can be installed without asking anybody. */
function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** @param {readonly string[]} args */
function aptGet(args) {
  const { status } = spawnSync('/usr/bin/apt-get', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
  });
  return status === 0;
}

/**
 * Finds the browser and, where that needs no question, installs it first.
 *
 * @returns {string | null} path of the program; null when there is none and it cannot be installed
 */
export function provideChromium() {
  const found = findChromium();
  if (found !== null || !canInstall()) {
    return found;
  }
  console.log('No Chromium was found: installing the Debian packages chromium and fonts-liberation.');
  // Without a font every text is a row of boxes, and the layout is not the one people see.
  const packages = ['chromium', 'fonts-liberation'];
  const installed =
    aptGet(['update', '-qq']) && aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  return installed ? findChromium() : null;
}
