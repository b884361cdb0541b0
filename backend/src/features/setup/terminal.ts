import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { type Dialogue, SetupError } from './setup-answers.ts';

export interface Terminal extends Dialogue {
  close(): void;
}

/** A dialogue on a terminal, which is taken only when there is something to ask. Secrets are not echoed. */
export function openTerminal(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Terminal {
  let silent = false;
  let left = false;
  let opened: Interface | null = null;
  const screen = new Writable({
    write(chunk, _encoding, done) {
      if (!silent) {
        output.write(chunk);
      }
      done();
    },
  });
  const open = () => {
    const lines = createInterface({ input, output: screen, terminal: true });
    lines.once('close', () => {
      left = true;
    });
    return lines;
  };
  return {
    ask: (question, { secret = false } = {}) =>
      new Promise((resolve, reject) => {
        opened ??= open();
        const lines = opened;
        const leave = () => reject(new SetupError('The first start was interrupted; start again to go on.'));
        if (left) {
          leave();
          return;
        }
        lines.once('close', leave);
        lines.question(question, (answer) => {
          lines.off('close', leave);
          if (secret) {
            silent = false;
            output.write('\n');
          }
          resolve(answer);
        });
        silent = secret;
      }),
    say(text) {
      output.write(`${text}\n`);
    },
    close: () => opened?.close(),
  };
}
