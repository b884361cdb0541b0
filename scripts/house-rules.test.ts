import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './lib/tools.mjs';

interface Source {
  readonly file: string;
  readonly lines: readonly string[];
}

const SKIPPED = new Set(['node_modules', 'dist', 'coverage']);

function filesBelow(directory: string): string[] {
  return readdirSync(path.join(ROOT, directory), { withFileTypes: true }).flatMap((entry) => {
    const file = `${directory}/${entry.name}`;
    if (entry.isDirectory()) {
      return SKIPPED.has(entry.name) ? [] : filesBelow(file);
    }
    return [file];
  });
}

const sources: readonly Source[] = ['shared', 'backend', 'frontend', 'scripts']
  .flatMap(filesBelow)
  .filter((file) => /\.(ts|tsx|mjs|css)$/.test(file))
  .map((file) => ({ file, lines: readFileSync(path.join(ROOT, file), 'utf8').split('\n') }));

const isTest = (file: string) => /\.(test|journey)\.tsx?$|\/(test|testing|journeys)\//.test(file);

/** `file:line` of every match in the files chosen. */
function places(pattern: RegExp, chosen: (file: string) => boolean): string[] {
  return sources
    .filter(({ file }) => chosen(file) && file !== 'scripts/house-rules.test.ts')
    .flatMap(({ file, lines }) =>
      lines.flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
}

const inProduct = (...exceptions: RegExp[]) => {
  return (file: string) =>
    /^(shared|backend|frontend)\/src\//.test(file) &&
    !isTest(file) &&
    !exceptions.some((exception) => exception.test(file));
};

describe('house rules', () => {
  it('are checked on the whole product', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it('leave nothing for later', () => {
    expect(places(/\b(TODO|FIXME|XXX|HACK)\b|[Nn]ot implemented|[Cc]oming soon/, () => true)).toEqual([]);
  });

  it('push to browsers from one place: what was committed to the log, and only then', () => {
    const emits = /\.emit\(|\.emitWithAck\(/;
    expect(places(emits, inProduct(/^frontend\//, /^backend\/src\/realtime\/(push|tail)\.ts$/))).toEqual([]);
  });

  it('read the environment in one place, besides the database door', () => {
    const doors = [/^backend\/src\/(main|sync-indexes|import-legacy|fsck|config)\.ts$/, /\/mongo-server\//];
    expect(places(/process\.env/, inProduct(...doors))).toEqual([]);
  });

  it('take the time from the clock that tests can set', () => {
    const now = /\bDate\.now\(\)|new Date\(\)|Temporal\.Now/;
    const clocks = [/\/lib\/clock\.ts$/, /\/mongo-server\//];
    expect(places(now, (file) => /^(shared|backend)\//.test(file) && inProduct(...clocks)(file))).toEqual([]);
  });

  it('keep nothing in browser storage but the news and the turn of tabs, which name nobody, and one switch', () => {
    const storage = /\b(localStorage|sessionStorage|indexedDB|useLocalStorage|useSessionStorage)\b/;
    const doors = [/^frontend\/src\/sync\/(tabs|polling-turn)\.ts$/, /\/calendar\/use-shortcuts\.ts$/];
    expect(places(storage, inProduct(...doors))).toEqual([]);
  });

  it('ask the server through the one client', () => {
    const asks = /(^|[^.\w])fetch\(|XMLHttpRequest|EventSource/;
    expect(places(asks, inProduct(/^backend\//, /^frontend\/src\/lib\/api-client\.ts$/))).toEqual([]);
  });

  it('let no compiler check be switched off', () => {
    expect(places(/@ts-(ignore|nocheck|expect-error)/, () => true)).toEqual([]);
  });

  it('keep no test that does not run', () => {
    expect(places(/\b(it|test|describe)\.(only|skip|todo|fails)\(/, isTest)).toEqual([]);
  });

  it('wait in journeys without scripts that the content policy of the page refuses', () => {
    expect(places(/\.waitForFunction\(/, isTest)).toEqual([]);
  });

  it('keep files short enough to read', () => {
    const tooLong = sources
      .filter(({ file, lines }) => lines.length > (isTest(file) ? 500 : 300))
      .map(({ file, lines }) => `${file}: ${lines.length} lines`);
    expect(tooLong).toEqual([]);
  });
});

describe('endpoints', () => {
  const text = (chosen: (file: string) => boolean) =>
    sources
      .filter(({ file }) => chosen(file) && !isTest(file))
      .map(({ lines }) => lines.join('\n'))
      .join('\n');
  const declared = [
    ...text((file) => file.startsWith('shared/src/contracts/')).matchAll(
      /^export const (\w+) = (?:endpoint|action)\(/gm,
    ),
  ].map((match) => match[1] ?? '');

  it('are declared once and served', () => {
    const backend = text((file) => file.startsWith('backend/src/'));
    expect(declared.length).toBeGreaterThan(20);
    expect(declared.filter((name) => !new RegExp(`\\(router, (\\w+\\.)?${name},`).test(backend))).toEqual([]);
  });

  it('are the only paths that pages call', () => {
    const paths = /['"`]\/api\/v1\//;
    expect(places(paths, (file) => file.startsWith('frontend/src/') && !isTest(file))).toEqual([]);
  });
});
