import type { Clock } from '../../lib/clock.ts';

/** Wrong passwords that cost nothing: people mistype. */
const FREE_FAILURES = 5;
const LONGEST_WAIT_MS = 60_000;
/** Failures are forgotten this long after the last one. */
const MEMORY_MS = 30 * 60_000;
const MAX_ACCOUNTS = 10_000;

interface Failures {
  count: number;
  lastAt: number;
}

/**
 * Slows down guessing at one account, from however many addresses: from the sixth failure on each one doubles
 * the wait, up to a minute. Never longer, so that nobody can lock a person out for good. Unknown e-mails are
 * counted like known ones and so tell nothing.
 */
export class SignInBrake {
  readonly #clock: Clock;
  readonly #failures = new Map<string, Failures>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds until the next attempt at this account; 0 when it may happen now. */
  waitFor(email: string): number {
    const failures = this.#recent(email);
    if (failures === undefined || failures.count < FREE_FAILURES) {
      return 0;
    }
    const wait = Math.min(1_000 * 2 ** (failures.count - FREE_FAILURES), LONGEST_WAIT_MS);
    return Math.max(0, failures.lastAt + wait - this.#clock.now());
  }

  failed(email: string): void {
    const count = (this.#recent(email)?.count ?? 0) + 1;
    // Re-inserted, so that the map stays in order of the last failure and the oldest goes first.
    this.#failures.delete(email);
    this.#failures.set(email, { count, lastAt: this.#clock.now() });
    if (this.#failures.size > MAX_ACCOUNTS) {
      const oldest = this.#failures.keys().next();
      if (!oldest.done) {
        this.#failures.delete(oldest.value);
      }
    }
  }

  succeeded(email: string): void {
    this.#failures.delete(email);
  }

  #recent(email: string): Failures | undefined {
    const failures = this.#failures.get(email);
    return failures !== undefined && this.#clock.now() - failures.lastAt < MEMORY_MS ? failures : undefined;
  }
}
