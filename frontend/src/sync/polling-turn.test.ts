import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPollingTurn, type PollingTurn, turnOfLease, turnOfLock } from './polling-turn.ts';

interface Holder {
  readonly run: () => Promise<unknown>;
  readonly settle: { readonly done: (value?: unknown) => void; readonly failed: (reason: unknown) => void };
}

/** One lock, as a browser grants it: in order, given up by an abort, or stolen. */
function fakeLocks() {
  let holder: Holder | null = null;
  const queue: Holder[] = [];
  const grant = (): void => {
    const next = holder === null ? queue.shift() : undefined;
    if (next !== undefined) {
      holder = next;
      void next.run().then((value) => {
        if (holder === next) {
          holder = null;
          next.settle.done(value);
          grant();
        }
      });
    }
  };
  const request = (_name: string, options: LockOptions, run: () => Promise<unknown>): Promise<unknown> =>
    new Promise((done, failed) => {
      const asked: Holder = { run, settle: { done, failed } };
      if (options.steal) {
        holder?.settle.failed(new DOMException('stolen', 'AbortError'));
        holder = null;
        queue.unshift(asked);
      } else {
        queue.push(asked);
      }
      options.signal?.addEventListener('abort', () => {
        const at = queue.indexOf(asked);
        if (at >= 0) {
          queue.splice(at, 1);
          failed(new DOMException('aborted', 'AbortError'));
        }
      });
      queueMicrotask(grant);
    });
  return { request } as unknown as Pick<LockManager, 'request'>;
}

/** Three tabs, and which of them have the turn. */
function tabsOf(create: () => PollingTurn) {
  const heard = [true, true, true];
  const turns = heard.map((_, index) => {
    const turn = create();
    turn.start((isOurs) => {
      heard[index] = isOurs;
    });
    return turn;
  });
  const [a, b, c] = turns as [PollingTurn, PollingTurn, PollingTurn];
  return { a, b, c, whose: () => heard.flatMap((isOurs, index) => (isOurs ? ['abc'.charAt(index)] : [])) };
}

const settle = () => vi.advanceTimersByTimeAsync(3000);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const clock = { now: () => Date.now() };

function fakeStorage() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    values,
  };
}

describe.each([
  ['a lock', () => fakeLocks(), (shared: unknown) => turnOfLock(shared as LockManager)],
  ['a lease', () => fakeStorage(), (shared: unknown) => turnOfLease(shared as Storage, clock)],
])('the turn to ask, by %s', (_name, share, create) => {
  const tabs = () => {
    const shared = share();
    return tabsOf(() => create(shared));
  };

  it('[RT29] belongs to nobody who does not want it, and to one of those who do', async () => {
    const { a, b, c, whose } = tabs();
    expect(whose()).toEqual([]);
    b.want('active');
    a.want('active');
    c.want('active');
    await settle();
    expect(whose()).toEqual(['b']);
  });

  it('[RT29] goes to the next when it is given up, and when a tab is closed', async () => {
    const { a, b, c, whose } = tabs();
    for (const turn of [a, b, c]) {
      turn.want('active');
      await settle();
    }
    a.want('none');
    expect(whose()).toEqual([]);
    await settle();
    expect(whose()).toHaveLength(1);
    b.stop();
    await settle();
    expect(whose()).toEqual(expect.arrayContaining(['c']));
    c.want('none');
    await settle();
    expect(whose()).not.toContain('c');
    a.want('active');
    await settle();
    expect(whose()).toContain('a');
  });

  it('[RT29] is taken by a tab that is used from one that is not', async () => {
    const { a, b, whose } = tabs();
    a.want('idle');
    b.want('idle');
    await settle();
    expect(whose()).toEqual(['a']);
    b.want('active');
    await settle();
    expect(whose()).toEqual(['b']);
    b.want('idle');
    await settle();
    expect(whose()).toHaveLength(1);
    a.want('active');
    await settle();
    expect(whose()).toEqual(['a']);
  });
});

describe('the turn to ask', () => {
  it('[RT29] is not waited for when the browser refuses the lock', async () => {
    const refusing = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) };
    const { a, b, whose } = tabsOf(() => turnOfLock(refusing as unknown as LockManager));
    a.want('active');
    b.want('active');
    await settle();
    expect(whose()).toEqual(['a', 'b']);
  });

  it('[RT29] passes on when a lease has ended, or ends further away than any was given', async () => {
    for (const until of [Date.now() - 1, Date.now() + 3_600_000]) {
      const storage = fakeStorage();
      storage.setItem('openslot-poll', JSON.stringify({ tab: 'gone', until, used: true }));
      const { a, whose } = tabsOf(() => turnOfLease(storage, clock));
      a.want('active');
      expect(whose()).toEqual(['a']);
      a.stop();
      expect([...storage.values.keys()]).toEqual([]);
    }
  });

  it('[RT29] is everybody’s where tabs have no way to agree', () => {
    const heard = vi.fn();
    const turn = createPollingTurn(clock);
    turn.start(heard);
    turn.want('active');
    expect(heard).not.toHaveBeenCalled();
  });
});
