import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { start } from './run.mjs';
import { ROOT } from './tools.mjs';

const run = (program: string, options = {}) => start(process.execPath, ['-e', program], options).done;

describe('start', () => {
  it('gives the exit code', async () => {
    expect(await run('process.exit(3)')).toMatchObject({ code: 3, timedOut: false });
  });

  it('gives what shells give for a signal, and for a program that is not there', async () => {
    expect(await run('process.kill(process.pid, "SIGTERM")')).toMatchObject({ code: 143 });
    expect(await start('/nowhere/to/be/found', []).done).toMatchObject({ code: 127 });
  });

  it('stops what takes too long', async () => {
    const endless = await run('setInterval(() => {}, 1000)', { timeoutMs: 200 });
    expect(endless).toMatchObject({ code: 143, timedOut: true });
  });
});

describe('passSignalsOn', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'openslot-signals-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const heard = path.join(directory, 'heard');
  const child = `
    const { appendFileSync } = require('node:fs');
    process.on('SIGTERM', () => { appendFileSync(${JSON.stringify(heard)}, 'stop '); setTimeout(() => process.exit(5), 300); });
    process.on('SIGINT', () => appendFileSync(${JSON.stringify(heard)}, 'interrupted '));
    setInterval(() => {}, 1000);
    appendFileSync(${JSON.stringify(heard)}, 'ready ');`;
  const parent = path.join(directory, 'parent.mjs');
  writeFileSync(
    parent,
    `import { passSignalsOn, start } from ${JSON.stringify(pathToFileURL(path.join(ROOT, 'scripts/lib/run.mjs')).href)};
    passSignalsOn();
    const { code } = await start(process.execPath, ['-e', ${JSON.stringify(child)}]).done;
    process.exit(code);`,
  );

  it('tells the program once, however often the terminal and npm say it', async () => {
    const outer = spawn(process.execPath, [parent], { stdio: 'inherit' });
    const ended = new Promise<number | null>((resolve) => outer.once('exit', resolve));
    await expect
      .poll(() => readFileSync(heard, { encoding: 'utf8', flag: 'a+' }), { timeout: 5_000 })
      .toBe('ready ');
    outer.kill('SIGINT');
    outer.kill('SIGINT');
    outer.kill('SIGTERM');
    expect(await ended).toBe(5);
    expect(readFileSync(heard, 'utf8')).toBe('ready stop ');
  });
});
