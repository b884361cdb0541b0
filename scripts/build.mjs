import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { start } from './lib/run.mjs';
import { ROOT, toolPath } from './lib/tools.mjs';

const STAMP = path.join(ROOT, 'node_modules/.cache/openslot-build');

/** What the build is made from. Missing ones are skipped. */
const SOURCES = [
  'package-lock.json',
  'tsconfig.base.json',
  'shared/package.json',
  'shared/tsconfig.json',
  'shared/src',
  'backend/package.json',
  'backend/tsconfig.json',
  'backend/src',
  'frontend/package.json',
  'frontend/tsconfig.json',
  'frontend/vite.config.ts',
  'frontend/build',
  'frontend/index.html',
  'frontend/public',
  'frontend/src',
];

const RESULTS = ['backend/dist/main.js', 'frontend/dist/index.html'];

/** @param {string} file @returns {string[]} the files below it, or itself */
function filesOf(file) {
  const absolute = path.join(ROOT, file);
  if (!existsSync(absolute)) {
    return [];
  }
  if (!statSync(absolute).isDirectory()) {
    return [file];
  }
  return readdirSync(absolute)
    .sort()
    .flatMap((name) => filesOf(path.join(file, name)));
}

/** Contents decide, not dates: a fresh clone and a switched branch change every date. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const file of SOURCES.flatMap(filesOf).filter((name) => !/\.test\.tsx?$/.test(name))) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** True when the last build was made from what is there now. */
export function isUpToDate() {
  return (
    RESULTS.every((file) => existsSync(path.join(ROOT, file))) &&
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === fingerprint()
  );
}

/**
 * Builds backend (with `shared`) and frontend.
 *
 * @returns {Promise<boolean>} false when it failed; the tools have said why
 */
export async function build() {
  const before = fingerprint();
  const steps = [
    { args: [toolPath('tsc'), '-b', 'backend'], cwd: ROOT },
    { args: [toolPath('vite'), 'build'], cwd: path.join(ROOT, 'frontend') },
  ];
  for (const { args, cwd } of steps) {
    const { code } = await start(process.execPath, args, { cwd }).done;
    if (code !== 0) {
      return false;
    }
  }
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, before);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await build()) ? 0 : 1;
}
