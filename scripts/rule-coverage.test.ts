import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * Rules are numbered list items of docs/spec/*.md: `- **SL1** …`. Each must be named, as `[SL1]`, in the title of
 * a test. A rule marked `*(not built yet)*` must not: the mark goes when the rule comes.
 */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SPEC = join(ROOT, 'docs', 'spec');
const TEST_FILE = /\.(?:test|journey)\.tsx?$/;
const RULE = /^- \*\*([A-Z]{2,3}\d+)\*\*( \*\(not built yet\)\*)?/gm;
const TITLE_ID = /\[([A-Z]{2,3}\d+)\]/g;

interface Rule {
  id: string;
  built: boolean;
  document: string;
}

/** The rules of one document, in order. */
function rulesOf(markdown: string, document: string): Rule[] {
  return [...markdown.matchAll(RULE)].map(([, id = '', mark]) => ({
    id,
    built: mark === undefined,
    document,
  }));
}

/** Ids in brackets on any line of a test's source that is not a comment: they stand nowhere but in titles. */
function idsNamedIn(source: string): string[] {
  const lines = source.split('\n').filter((line) => !/^\s*(?:\/\/|\*|\/\*)/.test(line));
  return [...lines.join('\n').matchAll(TITLE_ID)].map(([, id = '']) => id);
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) {
      return [];
    }
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return testFiles(path);
    }
    return TEST_FILE.test(entry.name) && relative(ROOT, path) !== join('scripts', 'rule-coverage.test.ts')
      ? [path]
      : [];
  });
}

/** What is wrong, one sentence each. */
function complaints(rules: readonly Rule[], named: ReadonlySet<string>): string[] {
  const untested = rules
    .filter((rule) => rule.built && !named.has(rule.id))
    .map((rule) => `${rule.id} (${rule.document}) is named in no test title`);
  const outdated = rules
    .filter((rule) => !rule.built && named.has(rule.id))
    .map((rule) => `${rule.id} (${rule.document}) has tests but is marked as not built yet`);
  return [...untested, ...outdated];
}

describe('numbered rules', () => {
  it('each one that is built is named in the title of a test', () => {
    const documents = readdirSync(SPEC).filter((name) => name.endsWith('.md'));
    const rules = documents.flatMap((name) => rulesOf(readFileSync(join(SPEC, name), 'utf8'), name));
    const folders = ['shared', 'backend', 'frontend', 'scripts'].map((name) => join(ROOT, name));
    const sources = folders.flatMap(testFiles).map((path) => readFileSync(path, 'utf8'));
    expect(rules.map((rule) => rule.id)).toEqual(expect.arrayContaining(['SL16', 'BK15']));
    expect(complaints(rules, new Set(sources.flatMap(idsNamedIn)))).toEqual([]);
  });

  it('none has the same id as another', () => {
    const ids = readdirSync(SPEC)
      .filter((name) => name.endsWith('.md'))
      .flatMap((name) => rulesOf(readFileSync(join(SPEC, name), 'utf8'), name).map((rule) => rule.id));
    expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
  });

  it('a missing test and a mark that is out of date are both noticed', () => {
    const rules = rulesOf('- **AB1** One.\n- **AB2** *(not built yet)* Two.\n- **AB3** Three.\n', 'x.md');
    const named = new Set(idsNamedIn("it('[AB1] [AB2] holds', run);\n// it('[AB3] holds')\n"));
    expect(complaints(rules, named)).toEqual([
      'AB3 (x.md) is named in no test title',
      'AB2 (x.md) has tests but is marked as not built yet',
    ]);
  });
});
