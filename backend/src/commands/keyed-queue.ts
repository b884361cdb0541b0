import { AppError } from '@openslot/shared/errors/app-error';

export interface QueueLimits {
  /** Commands waiting for one key, the running one included. */
  readonly maxLength: number;
  readonly maxWaitMs: number;
}

export const QUEUE_LIMITS: QueueLimits = { maxLength: 200, maxWaitMs: 5_000 };

/** Hears how the queue does. */
export interface QueueWatch {
  /** A task has all its keys. */
  waited(ms: number): void;
  /** `full`: too many were waiting; `late`: its turn did not come in time. */
  refused(reason: 'full' | 'late'): void;
}

interface Waiter {
  start(): void;
}

/**
 * Lets one task per key run at a time in this process, in order of arrival. Between processes the
 * transaction decides; inside one, waiting here costs less than thousands of retried transactions.
 */
export class KeyedQueue {
  readonly #limits: QueueLimits;
  readonly #watch: QueueWatch | null;
  readonly #waiting = new Map<string, Waiter[]>();

  constructor(limits: QueueLimits = QUEUE_LIMITS, watch: QueueWatch | null = null) {
    this.#limits = limits;
    this.#watch = watch;
  }

  /** Whether a task with these keys would begin at once. */
  isFree(keys: readonly string[]): boolean {
    return !keys.some((key) => this.#waiting.has(key));
  }

  /**
   * Runs `task` when it has all `keys`. They are taken in the given order, which must be the same everywhere
   * (doctors by ascending id, then the patient), or two tasks could wait for each other.
   * @throws AppError `busy` when a queue is full or the wait is too long.
   */
  async run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    const asked = performance.now();
    const deadline = asked + this.#limits.maxWaitMs;
    const held: string[] = [];
    try {
      for (const key of keys) {
        await this.#acquire(key, deadline);
        held.push(key);
      }
      this.#watch?.waited(performance.now() - asked);
      return await task();
    } finally {
      for (const key of held.reverse()) {
        this.#release(key);
      }
    }
  }

  #acquire(key: string, deadline: number): Promise<void> {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      this.#waiting.set(key, []);
      return Promise.resolve();
    }
    if (waiting.length + 1 >= this.#limits.maxLength) {
      this.#watch?.refused('full');
      return Promise.reject(new AppError('busy'));
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        start: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(
        () => {
          waiting.splice(waiting.indexOf(waiter), 1);
          this.#watch?.refused('late');
          reject(new AppError('busy'));
        },
        Math.max(0, deadline - performance.now()),
      );
      waiting.push(waiter);
    });
  }

  #release(key: string): void {
    const next = this.#waiting.get(key)?.shift();
    if (next === undefined) {
      this.#waiting.delete(key);
    } else {
      next.start();
    }
  }
}
