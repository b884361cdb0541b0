import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openTerminal } from './terminal.ts';

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk) => {
    shown += String(chunk);
  });
  return { input, dialogue: openTerminal(input, output), shown: () => shown };
}

describe('terminal', () => {
  it('gives what was typed, and shows it', async () => {
    const { input, dialogue, shown } = terminal();
    const answer = dialogue.ask('Name? ');
    input.write('North\r');
    expect(await answer).toBe('North');
    expect(shown()).toContain('Name? ');
    expect(shown()).toContain('North');
    dialogue.close();
  });

  it('never shows a secret, and shows again what comes after it', async () => {
    const { input, dialogue, shown } = terminal();
    const secret = dialogue.ask('Password? ', { secret: true });
    input.write('hush-hush\r');
    expect(await secret).toBe('hush-hush');
    expect(shown()).toContain('Password? ');
    expect(shown()).not.toContain('hush');
    const next = dialogue.ask('Name? ');
    input.write('Rita\r');
    expect(await next).toBe('Rita');
    expect(shown()).toContain('Rita');
    dialogue.close();
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('ends the first start on %s', async (_name, key) => {
    const { input, dialogue } = terminal();
    const answer = dialogue.ask('Name? ');
    input.write(key);
    await expect(answer).rejects.toThrow('interrupted');
    await expect(dialogue.ask('Name? ')).rejects.toThrow('interrupted');
  });

  it('leaves the input alone until something is asked', async () => {
    const { input, dialogue } = terminal();
    dialogue.say('Hello');
    input.write('typed early\r');
    await setImmediate();
    expect(input.readableLength).toBeGreaterThan(0);
    dialogue.close();
  });
});
