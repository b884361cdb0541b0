import type { Change } from '@openslot/shared/contracts/changes';
import type { Command, TimerId } from '../core/messages.ts';
import { queryKey } from '../query.ts';
import { CoreDriver, DOCTOR, OFFLINE, slotsQuery } from './core-driver.ts';
import { DATES, type Random, SimulatedClinic, type SimulatedDate, seeded } from './simulated-clinic.ts';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * The core, a clinic, and a bad network between them, on one simulated clock: requests are slow, answers overtake each
 * other or never come, events are lost with their connection, the log forgets, and everything is decided by the seed.
 */
export class Simulation {
  readonly core = new CoreDriver();
  readonly clinic: SimulatedClinic;
  /** Numbers of the answers shown for each date, in order. */
  readonly shownSeqs: Record<SimulatedDate, number[]> = { [DATES[0]]: [], [DATES[1]]: [] };
  private readonly random: Random;
  private queue: Due[] = [];
  private readonly timers = new Map<TimerId, number>();
  private order = 0;
  /** Events on the way belong to a connection and die with it. */
  private connection = 0;
  private connected = false;
  private watching = false;
  private lastDelivery = 0;
  /** How bad the network is, 0 to 1. */
  trouble = 0.3;

  constructor(seed: number) {
    this.random = seeded(seed);
    this.clinic = new SimulatedClinic(this.random);
    this.connect();
    for (const date of DATES) {
      this.core.watching(queryOf(date));
    }
    this.obey();
  }

  /** Times shown for a date. */
  shown(date: SimulatedDate): string[] {
    const { shown } = this.core.query(queryOf(date));
    const days = shown?.kind === 'slots' ? shown.value.days : [];
    return days.flatMap(({ slots }) => slots.map(({ startsAt }) => startsAt.slice(11, 16)));
  }

  /** Lets things happen for a while: changes, drops and forgetting at random moments. */
  storm(durationMs: number): void {
    const end = this.core.now + durationMs;
    while (this.core.now < end) {
      this.advance(this.random() * 400);
      const what = this.random();
      if (what < 0.35) {
        this.announce(this.clinic.change());
      } else if (what < 0.35 + this.trouble * 0.2) {
        this.drop();
      } else if (what < 0.5) {
        this.core.send({ type: 'tab-news', doctorId: DOCTOR, seq: this.clinic.seq });
        this.obey();
      } else if (what < 0.52) {
        this.clinic.forgetLog();
      }
    }
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

  private after(ms: number, run: () => void): void {
    this.order += 1;
    this.queue.push({ at: this.core.now + ms, order: this.order, run });
  }

  private connect(): void {
    this.connection += 1;
    this.connected = true;
    this.watching = false;
    this.lastDelivery = this.core.now;
    this.core.send({ type: 'socket-up' });
    this.obey();
  }

  private drop(): void {
    if (this.connected) {
      this.connected = false;
      this.connection += 1;
      this.core.send({ type: 'socket-down' });
      this.obey();
      this.after(200 + this.random() * 8000, () => this.connect());
    }
  }

  /** One connection keeps its order; what is late stays late. */
  private overSocket(run: () => void): void {
    const { connection } = this;
    this.lastDelivery = Math.max(this.lastDelivery, this.core.now + this.random() * 300);
    this.after(this.lastDelivery - this.core.now, () => {
      if (connection === this.connection) {
        run();
        this.obey();
      }
    });
  }

  private announce(change: Change): void {
    // Even a healthy connection may lose an event: Socket.IO promises at most one delivery.
    if (this.watching && this.random() > this.trouble * 0.2) {
      this.overSocket(() => this.core.hear(change));
    }
  }

  private overHttp(serve: () => () => void, fail: () => void): void {
    const isLost = this.random() < this.trouble * 0.4;
    this.after(this.random() * 600, () => {
      if (isLost) {
        fail();
        this.obey();
        return;
      }
      const answer = serve();
      this.after(this.random() * 1500 * (0.2 + this.trouble), () => {
        answer();
        this.obey();
      });
    });
  }

  private obey(): void {
    while (this.core.commands.length > 0) {
      const { commands } = this.core;
      this.core.forget();
      for (const command of commands) {
        this.run(command);
      }
    }
    for (const date of DATES) {
      const seq = this.core.state.queries[queryKey(queryOf(date))]?.shown?.value.seq;
      if (seq !== undefined && seq !== this.shownSeqs[date].at(-1)) {
        this.shownSeqs[date].push(seq);
      }
    }
  }

  private run(command: Command): void {
    switch (command.type) {
      case 'watch':
        this.join();
        break;
      case 'timer':
        this.setTimer(command.id, command.delayMs + this.random() * command.spreadMs);
        break;
      case 'cancel-timer':
        this.timers.delete(command.id);
        break;
      case 'catch-up':
        this.catchUp(command.since);
        break;
      case 'fetch':
        this.fetch(command.key, command.id, command.query.from as SimulatedDate);
        break;
      default:
        break;
    }
  }

  private join(): void {
    const { connection } = this;
    this.after(this.random() * 200, () => {
      if (connection === this.connection) {
        // Join, then read the number, then acknowledge: events in between go first.
        this.watching = true;
        const { seq } = this.clinic;
        this.after(this.random() * 100, () => this.overSocket(() => this.core.ack(seq)));
      }
    });
  }

  private setTimer(id: TimerId, ms: number): void {
    this.order += 1;
    const mine = this.order;
    this.timers.set(id, mine);
    this.after(ms, () => {
      if (this.timers.get(id) === mine) {
        this.timers.delete(id);
        this.core.timer(id);
        this.obey();
      }
    });
  }

  private catchUp(since: number): void {
    this.overHttp(
      () => {
        const { seq, changes, reset } = this.clinic.changesSince(since);
        return () => this.core.caughtUp(since, seq, changes, reset);
      },
      () => this.core.send({ type: 'catch-up-failed', doctorId: DOCTOR, problem: OFFLINE }),
    );
  }

  private fetch(key: string, id: number, date: SimulatedDate): void {
    this.overHttp(
      () => {
        const behind = this.random() < this.trouble * 0.5 ? Math.floor(this.random() * 4) : 0;
        const dataSeq = Math.max(1, this.clinic.seq - behind);
        // The number is read before the data; a change in between makes the data newer than it says.
        const seq = Math.max(1, dataSeq - (this.random() < this.trouble * 0.3 ? 1 : 0));
        const value = this.clinic.slots(date, seq, dataSeq, this.core.now);
        return () => this.core.send({ type: 'answered', key, id, answer: { kind: 'slots', value } });
      },
      () => this.core.send({ type: 'fetch-failed', key, id, problem: OFFLINE }),
    );
  }
}

function queryOf(date: SimulatedDate) {
  return slotsQuery({ from: date, to: date });
}
