import type { Change } from '@openslot/shared/contracts/changes';
import type { SimulatedTime } from './simulated-time.ts';

/** What a server tells its sockets. */
export interface Pushes {
  readonly change: (change: Change) => void;
  readonly resync: () => void;
  readonly closed: () => void;
}

/**
 * One of the processes of the clinic. It hears of commits in their order and late, reads from a copy that is behind,
 * can be cut off from the database, and can be started anew.
 */
export class SimulatedServer {
  isUp = true;
  /** How late it hears of commits, and how far behind what it reads is, milliseconds. */
  streamLagMs = 0;
  readLagMs = 0;
  /** Its sockets. */
  pushes: Pushes | null = null;
  private isCut = false;
  private backlog: Change[] = [];
  private lastPushAt = 0;
  /** What was heard by a process that is gone is not told by the next. */
  private life = 0;
  private readonly time: SimulatedTime;

  constructor(time: SimulatedTime) {
    this.time = time;
  }

  hear(change: Change): void {
    if (!this.isUp) {
      return;
    }
    if (this.isCut) {
      this.backlog.push(change);
      return;
    }
    const { life } = this;
    this.lastPushAt = Math.max(this.lastPushAt, this.time.now + this.streamLagMs);
    this.time.after(this.lastPushAt - this.time.now, () => {
      if (life === this.life) {
        this.pushes?.change(change);
      }
    });
  }

  /** Hears nothing for a while; then of everything at once, or that something was missed. */
  cutOff(ms: number, forgets: boolean): void {
    const { life } = this;
    this.isCut = true;
    this.time.after(ms, () => {
      if (life !== this.life) {
        return;
      }
      const missed = this.backlog;
      this.isCut = false;
      this.backlog = [];
      if (forgets) {
        this.pushes?.resync();
      } else {
        missed.forEach((change) => {
          this.hear(change);
        });
      }
    });
  }

  restart(downMs: number): void {
    this.life += 1;
    this.isUp = false;
    this.isCut = false;
    this.backlog = [];
    this.pushes?.closed();
    this.pushes = null;
    this.time.after(downMs, () => {
      this.isUp = true;
    });
  }
}
