import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endOrderly } from './orderly-end.ts';

class FakeProcess extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
}

let host: FakeProcess;
let closed: PromiseWithResolvers;
let closings: number;
let reported: unknown[];
let end: (exitCode: number) => void;

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

function withResolvers(): PromiseWithResolvers {
  let [resolve, reject]: [() => void, (reason: unknown) => void] = [() => {}, () => {}];
  const promise = new Promise<void>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

beforeEach(() => {
  vi.useFakeTimers();
  host = new FakeProcess();
  closed = withResolvers();
  closings = 0;
  reported = [];
  end = endOrderly(host, {
    close: () => {
      closings += 1;
      return closed.promise;
    },
    report: (error) => void reported.push(error),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('the end of the process', () => {
  it.each(['SIGINT', 'SIGTERM'])('on %s: closes, then leaves', async (signal) => {
    host.emit(signal);
    await settle();
    expect([closings, host.exits]).toEqual([1, []]);
    closed.resolve();
    await settle();
    expect(host.exits).toEqual([0]);
  });

  it('at the second signal: does not wait', async () => {
    host.emit('SIGINT');
    host.emit('SIGINT');
    await settle();
    expect([closings, host.exits]).toEqual([1, [1]]);
  });

  it('when closing takes too long: leaves all the same, within ten seconds', async () => {
    host.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(9_999);
    expect(host.exits).toEqual([1]);
  });

  it('when closing fails: says why and leaves', async () => {
    host.emit('SIGTERM');
    const reason = new Error('will not');
    closed.reject(reason);
    await settle();
    expect([host.exits, reported]).toEqual([[1], [reason]]);
  });

  it.each(['unhandledRejection', 'uncaughtException'])(
    'on %s: says why, closes, leaves as failed; nothing more of that kind shortens the closing',
    async (event) => {
      const [first, second] = [new Error('first'), new Error('second')];
      host.emit(event, first);
      host.emit(event, second);
      await settle();
      expect([closings, host.exits, reported]).toEqual([1, [], [first, second]]);
      closed.resolve();
      await settle();
      expect(host.exits).toEqual([1]);
    },
  );

  it('can be asked for, and an error meanwhile is a consequence of it', async () => {
    end(1);
    host.emit('unhandledRejection', new Error('connection closed'));
    closed.resolve();
    await settle();
    expect([closings, host.exits]).toEqual([1, [1]]);
  });
});
