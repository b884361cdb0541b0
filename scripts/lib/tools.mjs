import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory of the repository, whatever the current directory is. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const PACKAGES = {
  biome: '@biomejs/biome',
  depcruise: 'dependency-cruiser',
  tsc: 'typescript',
  tsx: 'tsx',
  vite: 'vite',
  vitest: 'vitest',
};

/**
 * The script of an installed tool, to be run by this very Node: neither a shell nor `npx` stands between, so a
 * signal reaches the tool itself and Windows needs nothing special.
 *
 * @param {keyof typeof PACKAGES} name
 * @returns {string} absolute path
 * @throws {Error} when the dependencies are not installed
 */
export function toolPath(name) {
  for (const workspace of ['.', 'frontend', 'backend']) {
    const directory = path.join(ROOT, workspace, 'node_modules', PACKAGES[name]);
    const manifest = path.join(directory, 'package.json');
    if (existsSync(manifest)) {
      const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
      return path.join(directory, typeof bin === 'string' ? bin : bin[name]);
    }
  }
  throw new Error(`${PACKAGES[name]} is not installed. Run: npm ci`);
}

/** Takes settings from `.env`, where there is one. What is set already wins. */
export function loadDotEnv() {
  const file = path.join(ROOT, '.env');
  if (existsSync(file)) {
    process.loadEnvFile(file);
  }
}
