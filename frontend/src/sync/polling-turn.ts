import type { Clock } from '../lib/clock.ts';

/** How much a tab wants to be the one that asks: a tab that somebody uses takes the turn from one that nobody uses. */
export type TurnWish = 'none' | 'idle' | 'active';

/** Which tab of this browser asks while there is no socket (RT29). */
export interface PollingTurn {
  /** The listener hears whether it is this tab's turn; until then, and without a way to agree, every tab has it. */
  readonly start: (listener: (isOurs: boolean) => void) => void;
  readonly want: (wish: TurnWish) => void;
  readonly stop: () => void;
}

const NAME = 'openslot-poll';

/** Web Locks, which a browser has over HTTPS; else a lease in the storage; else every tab asks for itself. */
export function createPollingTurn(clock: Clock): PollingTurn {
  if (typeof navigator === 'object' && 'locks' in navigator && typeof window === 'object') {
    return turnOfLock(navigator.locks);
  }
  const storage = usableStorage();
  return storage === null ? everybodysTurn : turnOfLease(storage, clock);
}

const everybodysTurn: PollingTurn = {
  start: () => undefined,
  want: () => undefined,
  stop: () => undefined,
};

/** Whoever holds the lock has the turn; the browser frees it when a tab is closed, crashes or is frozen. */
export function turnOfLock(locks: Pick<LockManager, 'request'>): PollingTurn {
  let tell: (isOurs: boolean) => void = () => undefined;
  let wish: TurnWish = 'none';
  let asked: AbortController | null = null;
  let isOurs = false;

  const isNow = (ours: boolean): void => {
    if (ours !== isOurs) {
      isOurs = ours;
      tell(ours);
    }
  };
  const ask = (steal: boolean): void => {
    asked?.abort();
    const ended = new AbortController();
    asked = ended;
    const hold = (): Promise<void> => {
      if (ended.signal.aborted) {
        return Promise.resolve();
      }
      isNow(true);
      return new Promise((resolve) => ended.signal.addEventListener('abort', () => resolve()));
    };
    // A lock cannot be both stolen and waited for.
    const options = steal ? { steal } : { signal: ended.signal };
    locks.request(NAME, options, hold).catch(() => {
      if (ended.signal.aborted) {
        return;
      }
      if (isOurs) {
        // Taken by a tab that is used.
        isNow(false);
        ask(false);
      } else {
        // Refused by the browser: then this tab asks as if it were alone.
        isNow(true);
      }
    });
  };

  return {
    start(listener) {
      tell = listener;
      tell(false);
    },
    want(next) {
      if (next === wish) {
        return;
      }
      const isUsedAgain = wish === 'idle' && next === 'active';
      wish = next;
      if (next === 'none') {
        asked?.abort();
        isNow(false);
      } else if (!isUsedAgain) {
        // Also on growing idle: behind those who wait.
        isNow(false);
        ask(false);
      } else if (!isOurs) {
        ask(true);
      }
    },
    stop() {
      wish = 'none';
      asked?.abort();
    },
  };
}

interface Lease {
  readonly tab: string;
  /** Epoch ms. */
  readonly until: number;
  readonly used: boolean;
}

const RENEW_MS = 3000;
/** A tab that says nothing for so long is gone. */
const LEASE_MS = 10_000;

/** A lease with an end, renewed while it is wanted. For a moment two tabs may believe that it is theirs: both ask then. */
export function turnOfLease(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  clock: Clock,
): PollingTurn {
  const tab = crypto.randomUUID();
  let tell: (isOurs: boolean) => void = () => undefined;
  let wish: TurnWish = 'none';
  let isOurs = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  const isNow = (ours: boolean): void => {
    if (ours !== isOurs) {
      isOurs = ours;
      tell(ours);
    }
  };
  const look = (): void => {
    const lease = readLease(storage);
    const used = wish === 'active';
    const now = clock.now();
    // An end too far away was written by a clock that was set since.
    const isOver = lease === null || lease.until < now || lease.until > now + LEASE_MS;
    const mine = lease?.tab === tab || isOver || (used && !lease.used);
    if (mine) {
      try {
        storage.setItem(NAME, JSON.stringify({ tab, until: now + LEASE_MS, used } satisfies Lease));
      } catch {
        // A full storage: then more than one tab asks.
      }
    }
    isNow(mine);
  };
  const giveUp = (): void => {
    clearInterval(timer);
    timer = undefined;
    if (readLease(storage)?.tab === tab) {
      storage.removeItem(NAME);
    }
    isNow(false);
  };

  return {
    start(listener) {
      tell = listener;
      tell(false);
    },
    want(next) {
      if (next === wish) {
        return;
      }
      wish = next;
      if (next === 'none') {
        giveUp();
      } else {
        timer ??= setInterval(look, RENEW_MS);
        look();
      }
    },
    stop() {
      wish = 'none';
      giveUp();
    },
  };
}

function readLease(storage: Pick<Storage, 'getItem'>): Lease | null {
  try {
    const lease: Partial<Lease> = JSON.parse(storage.getItem(NAME) ?? 'null') ?? {};
    const { tab, until, used } = lease;
    return typeof tab === 'string' && typeof until === 'number' ? { tab, until, used: used === true } : null;
  } catch {
    return null;
  }
}

function usableStorage(): Storage | null {
  try {
    const { localStorage: storage } = window;
    storage.setItem(`${NAME}-try`, '');
    storage.removeItem(`${NAME}-try`);
    return storage;
  } catch {
    return null;
  }
}
