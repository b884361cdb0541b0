import type { TimerId } from '../core/messages.ts';
import type { CoreDriver } from './core-driver.ts';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** What is going to happen, on the clock of a core under test. */
export class SimulatedTime {
  private readonly core: CoreDriver;
  private queue: Due[] = [];
  private readonly timers = new Map<TimerId, number>();
  private order = 0;

  constructor(core: CoreDriver) {
    this.core = core;
  }

  advance(ms: number): void {
    const end = this.core.now + ms;
    for (;;) {
      this.queue.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.queue[0];
      if (next === undefined || next.at > end) {
        break;
      }
      this.queue.shift();
      this.core.now = Math.max(this.core.now, next.at);
      next.run();
    }
    this.core.now = end;
  }

  after(ms: number, run: () => void): void {
    this.order += 1;
    this.queue.push({ at: this.core.now + ms, order: this.order, run });
  }

  /** Replaces a timer with the same id. */
  setTimer(id: TimerId, ms: number, over: () => void): void {
    const mine = this.order + 1;
    this.timers.set(id, mine);
    this.after(ms, () => {
      if (this.timers.get(id) === mine) {
        this.timers.delete(id);
        over();
      }
    });
  }

  cancelTimer(id: TimerId): void {
    this.timers.delete(id);
  }
}
