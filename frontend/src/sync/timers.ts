interface Timing<Id> {
  readonly id: Id;
  readonly delayMs: number;
  /** A random part of this is added. */
  readonly spreadMs: number;
}

export interface Timers<Id> {
  /** Replaces a timer with the same id. */
  readonly set: (timing: Timing<Id>, over: () => void) => void;
  readonly cancel: (id: Id) => void;
  readonly stop: () => void;
}

/** Longer delays overflow in browsers and fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

export function createTimers<Id>(random: () => number): Timers<Id> {
  const running = new Map<Id, ReturnType<typeof setTimeout>>();
  const cancel = (id: Id): void => {
    clearTimeout(running.get(id));
    running.delete(id);
  };
  return {
    set({ id, delayMs, spreadMs }, over) {
      cancel(id);
      const delay = Math.min(LONGEST_MS, delayMs + random() * spreadMs);
      running.set(
        id,
        setTimeout(() => {
          running.delete(id);
          over();
        }, delay),
      );
    },
    cancel,
    stop() {
      for (const id of running.keys()) {
        cancel(id);
      }
    },
  };
}
