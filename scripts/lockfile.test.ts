import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './lib/tools.mjs';

interface Entry {
  readonly link?: boolean;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Entry>>;
};

/** Where Node would find `name` for the package at `place`: beside it or above it. */
function isLocked(place: string, name: string): boolean {
  if (packages[`${place}/node_modules/${name}`] !== undefined) {
    return true;
  }
  const above = place.lastIndexOf('/node_modules/');
  return above === -1
    ? packages[`node_modules/${name}`] !== undefined
    : isLocked(place.slice(0, above), name);
}

describe('package-lock.json', () => {
  it('locks the programs of every platform: npm ci refuses a lock without them', () => {
    const missing = Object.entries(packages).flatMap(([place, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(place, name)),
    );
    expect(missing).toEqual([]);
  });

  it('names no registry: each installation uses its own', () => {
    const addresses = Object.values(packages).filter((entry) => entry.resolved?.includes('://'));
    expect(addresses).toEqual([]);
  });
});
