import type { Authenticated } from '../../http/call.ts';
import type { Clock } from '../../lib/clock.ts';

/** A session that ended without this process hearing of it is believed at most this long. */
const BELIEVED_MS = 5_000;
const MAX_ENTRIES = 20_000;

interface Entry {
  readonly session: Authenticated | null;
  readonly until: number;
}

/** Remembers for a few seconds what a session cookie stands for, so that not every request asks the database. */
export class SessionCache {
  readonly #clock: Clock;
  readonly #read: (cookie: string) => Promise<Authenticated | null>;
  readonly #entries = new Map<string, Entry>();
  #forgotten = 0;

  constructor(clock: Clock, read: (cookie: string) => Promise<Authenticated | null>) {
    this.#clock = clock;
    this.#read = read;
  }

  async get(cookie: string): Promise<Authenticated | null> {
    const known = this.#entries.get(cookie);
    const now = this.#clock.now();
    if (known !== undefined && known.until > now) {
      return known.session;
    }
    const forgotten = this.#forgotten;
    const session = await this.#read(cookie);
    // What was read before somebody was signed out must not be remembered after it.
    if (forgotten === this.#forgotten) {
      this.#remember(cookie, session, Math.min(now + BELIEVED_MS, session?.expiresAt ?? Infinity));
    }
    return session;
  }

  /** Forgets the sessions of these rooms: `session:<id>` or `user:<id>`. */
  forget(rooms: readonly string[]): void {
    this.#forgotten += 1;
    const gone = new Set(rooms);
    for (const [cookie, { session }] of this.#entries) {
      if (
        session !== null &&
        (gone.has(`session:${session.sessionId}`) || gone.has(`user:${session.actor.id}`))
      ) {
        this.#entries.delete(cookie);
      }
    }
  }

  #remember(cookie: string, session: Authenticated | null, until: number): void {
    // Re-inserted, so that the map stays in order of age.
    this.#entries.delete(cookie);
    this.#entries.set(cookie, { session, until });
    for (const [oldest, entry] of this.#entries) {
      if (entry.until > this.#clock.now() && this.#entries.size <= MAX_ENTRIES) {
        break;
      }
      this.#entries.delete(oldest);
    }
  }
}
