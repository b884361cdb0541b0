import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.mjs';

describe('findChromium', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'openslot-browser-'));
  const browser = path.join(directory, 'google-chrome');
  const other = path.join(directory, 'my-browser');
  for (const file of [browser, other]) {
    writeFileSync(file, '');
    chmodSync(file, 0o755);
  }
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('takes what CHROMIUM_PATH names, before anything in PATH', () => {
    expect(findChromium({ CHROMIUM_PATH: other, PATH: directory })).toBe(other);
  });

  it('looks through PATH', () => {
    expect(findChromium({ PATH: `/nowhere${path.delimiter}${directory}` })).toBe(browser);
  });

  it('does not silently take another browser than the one named', () => {
    expect(() => findChromium({ CHROMIUM_PATH: path.join(directory, 'gone'), PATH: directory })).toThrow(
      'CHROMIUM_PATH',
    );
  });
});
