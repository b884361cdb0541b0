import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [link]
 * @property {boolean} [optional] of another platform, perhaps: may be missing
 * @property {boolean} [devOptional]
 *
 * @typedef {Readonly<Record<string, LockedPackage>>} Packages
 */

/** @param {string} file @returns {Packages} by place, such as `node_modules/vite` */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/**
 * What npm wrote down when it installed, beside what it is to install. Says nothing of packages that something else
 * than npm installed.
 *
 * @param {string} root the directory of package-lock.json
 * @returns {string | null} one line for people when `npm ci` is needed
 */
export function installProblem(root) {
  if (!existsSync(path.join(root, 'node_modules'))) {
    return 'The packages are not installed yet. Please run: npm ci';
  }
  const installedFile = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) {
    return null;
  }
  const installed = packagesOf(installedFile);
  for (const [place, locked] of Object.entries(packagesOf(path.join(root, 'package-lock.json')))) {
    const there = installed[place];
    const mayBeMissing = locked.optional === true || locked.devOptional === true;
    if (!place.includes('node_modules/') || locked.link || (there === undefined && mayBeMissing)) {
      continue;
    }
    if (there?.version !== locked.version) {
      const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const is = there === undefined ? 'is missing' : `is ${there.version}, not ${locked.version}`;
      return `The installed packages are older than package-lock.json (${name} ${is}). Please run: npm ci`;
    }
  }
  return null;
}
