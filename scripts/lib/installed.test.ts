import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installProblem } from './installed.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'openslot-installed-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const LOCK = {
  '': { version: '1.0.0' },
  backend: { version: '1.0.0' },
  'node_modules/@openslot/backend': { link: true },
  'node_modules/vite': { version: '8.1.0', dev: true },
  'node_modules/vite/node_modules/@scope/part': { version: '2.0.0' },
  'node_modules/vite-for-others': { version: '8.1.0', optional: true },
};

function installed(packages: object | null): string | null {
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: LOCK }));
  mkdirSync(path.join(root, 'node_modules'));
  if (packages !== null) {
    writeFileSync(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
  }
  return installProblem(root);
}
const { 'node_modules/vite-for-others': _others, '': _root, ...HERE } = LOCK;

describe('the packages that are installed', () => {
  it('are right when they are those of the lock, without what is for other platforms', () => {
    expect(installed(HERE)).toBe(null);
  });

  it('are named when an earlier lock had another version, at the top or below another package', () => {
    const older = { version: '8.0.1', dev: true };
    expect(installed({ ...HERE, 'node_modules/vite': older })).toBe(
      'The installed packages are older than package-lock.json (vite is 8.0.1, not 8.1.0). Please run: npm ci',
    );
    rmSync(path.join(root, 'node_modules'), { recursive: true });
    const { 'node_modules/vite/node_modules/@scope/part': _part, ...rest } = HERE;
    expect(installed(rest)).toContain('(@scope/part is missing)');
  });

  it('also when an optional one is there in another version', () => {
    const other = { 'node_modules/vite-for-others': { version: '8.0.1', optional: true } };
    expect(installed({ ...HERE, ...other })).toContain('(vite-for-others is 8.0.1, not 8.1.0)');
  });

  it('are asked for when there are none; nothing is said of those that npm did not install', () => {
    expect(installProblem(root)).toBe('The packages are not installed yet. Please run: npm ci');
    expect(installed(null)).toBe(null);
  });
});
