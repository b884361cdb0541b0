import type { Connection } from 'mongoose';

export interface CommandTime {
  /** As the driver names it, e.g. `find`. */
  readonly command: string;
  /** `none` for a command about no collection. */
  readonly collection: string;
  readonly outcome: 'ok' | 'failed';
  readonly seconds: number;
}

interface Begun {
  readonly collection: string;
  readonly at: number;
}

/**
 * Tells how long each command took that goes over `connection`, which must have been opened with `monitorCommands`. The
 * stream that waits for news is left out: waiting is its work.
 */
export function onCommandTimes(connection: Connection, heard: (time: CommandTime) => void): void {
  const client = connection.getClient();
  /** By request; each is taken out when it ends, which the driver tells of every one that it sent. */
  const begun = new Map<number, Begun>();
  const end = (outcome: CommandTime['outcome']) => (event: { requestId: number; commandName: string }) => {
    const start = begun.get(event.requestId);
    if (start !== undefined) {
      begun.delete(event.requestId);
      const seconds = (performance.now() - start.at) / 1_000;
      heard({ command: event.commandName, collection: start.collection, outcome, seconds });
    }
  };
  client.on('commandStarted', ({ requestId, commandName, command }) => {
    if (commandName !== 'getMore') {
      const subject: unknown = command[commandName];
      begun.set(requestId, {
        collection: typeof subject === 'string' ? subject : 'none',
        at: performance.now(),
      });
    }
  });
  client.on('commandSucceeded', end('ok'));
  client.on('commandFailed', end('failed'));
}
