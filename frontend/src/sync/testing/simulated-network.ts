import type { ApiProblem } from '../../lib/api-error.ts';
import type { Input } from '../core/messages.ts';
import { BUSY, OFFLINE } from './core-driver.ts';
import type { Random } from './random.ts';
import { type Pushes, SimulatedServer } from './simulated-server.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** A socket to one server: what is on its way dies with it. */
interface Connection {
  readonly server: SimulatedServer;
  readonly rooms: Set<string>;
  /** Tells the browser that nobody will answer. */
  readonly unanswered: Map<number, { readonly doctorId: string; readonly giveUp: () => void }>;
  /** Nothing gets through any more, and nobody has noticed yet. */
  isCut: boolean;
  sentAt: number;
  deliveredAt: number;
}

const ACK_LIMIT_MS = 5000;

/** Between the browser and the servers: slow, lossy, doubling and reordering, as far as there is trouble. */
export class SimulatedNetwork {
  readonly servers: readonly SimulatedServer[];
  /** How bad it is, 0 to 1. */
  trouble: number;
  isOnline = true;
  /** Loses every event. */
  isDeaf = false;
  connection: Connection | null = null;
  private requests = 0;
  private readonly random: Random;
  private readonly time: SimulatedTime;
  private readonly receive: (input: Input) => void;

  constructor(random: Random, time: SimulatedTime, receive: (input: Input) => void) {
    this.random = random;
    this.time = time;
    this.receive = receive;
    this.trouble = 0;
    this.servers = [new SimulatedServer(time), new SimulatedServer(time)];
  }

  connect(): void {
    const server = this.random.pick(this.servers);
    if (this.connection !== null || !this.isOnline || !server.isUp) {
      this.connectLater(this.connection === null);
      return;
    }
    const { now } = this.time;
    const made: Connection = {
      server,
      rooms: new Set(),
      unanswered: new Map(),
      isCut: false,
      sentAt: now,
      deliveredAt: now,
    };
    this.connection = made;
    server.pushes = this.pushesTo(made);
    this.receive({ type: 'socket-up' });
  }

  drop(): void {
    const lost = this.connection;
    if (lost === null) {
      return;
    }
    this.connection = null;
    lost.isCut = true;
    lost.server.pushes = null;
    this.receive({ type: 'socket-down' });
    for (const { giveUp } of lost.unanswered.values()) {
      giveUp();
    }
    this.connectLater(true);
  }

  /** The line is dead; the browser learns it from a missing heartbeat. */
  cutSilently(): void {
    const cut = this.connection;
    if (cut !== null) {
      cut.isCut = true;
      this.time.inBrowserAfter(this.random.upTo(9000), () => {
        if (cut === this.connection) {
          this.drop();
        }
      });
    }
  }

  watch(doctorId: string, readSeq: () => number): void {
    const asked = this.connection;
    this.requests += 1;
    const request = this.requests;
    const fail = (refused: boolean) => () => {
      if (asked === null || asked.unanswered.delete(request)) {
        this.receive({ type: 'watch-failed', doctorId, refused });
      }
    };
    asked?.unanswered.set(request, { doctorId, giveUp: fail(false) });
    this.time.inBrowserAfter(ACK_LIMIT_MS, fail(false));
    this.send((to) => {
      if (this.random.chance(this.trouble * 0.05)) {
        this.toBrowser(to, fail(true));
        return;
      }
      // Joined first; the number is read a moment later and may be one of a moment ago.
      to.rooms.add(doctorId);
      this.time.after(this.random.upTo(80), () => {
        const seq = readSeq();
        this.toBrowser(to, () => {
          if (to.unanswered.delete(request)) {
            this.receive({ type: 'watch-acked', doctorId, seq });
          }
        });
      });
    });
  }

  /** A watch is on its way, or its answer. */
  isWatchAsked(doctorId: string): boolean {
    return [...(this.connection?.unanswered.values() ?? [])].some((asked) => asked.doctorId === doctorId);
  }

  unwatch(doctorId: string): void {
    this.send((to) => to.rooms.delete(doctorId));
  }

  /** A visit changed: thin news, to whoever it concerns. */
  tellOfVisit(): void {
    if (this.connection !== null) {
      this.toBrowser(this.connection, () => this.receive({ type: 'appointment-updated' }));
    }
  }

  /** A request to whichever server the balancer picks; `serve` gives what the browser learns from the answer. */
  ask(serve: (server: SimulatedServer) => Input, fail: (problem: ApiProblem) => Input | null): void {
    const failsOnTheWay = !this.isOnline || this.random.chance(this.trouble * 0.15);
    this.time.after(this.random.upTo(40 + 400 * this.trouble), () => {
      const server = this.random.pick(this.servers);
      if (failsOnTheWay || !server.isUp) {
        this.answer(fail(server.isUp ? OFFLINE : BUSY));
        return;
      }
      const answer = serve(server);
      this.answer(this.random.chance(this.trouble * 0.1) ? fail(OFFLINE) : answer);
    });
  }

  private answer(input: Input | null): void {
    const isSlow = this.random.chance(this.trouble * 0.2);
    this.time.inBrowserAfter(this.random.upTo(isSlow ? 4000 : 60 + 600 * this.trouble), () => {
      if (input !== null) {
        this.receive(input);
      }
    });
  }

  private connectLater(isNeeded: boolean): void {
    if (isNeeded) {
      this.time.inBrowserAfter(300 + this.random.upTo(3000), () => this.connect());
    }
  }

  private pushesTo(to: Connection): Pushes {
    return {
      change: (change) => {
        const times = to.rooms.has(change.payload.doctorId) ? this.deliveries() : 0;
        for (let time = 0; time < times; time += 1) {
          this.toBrowser(to, () => this.receive({ type: 'change', change }));
        }
      },
      resync: () => this.toBrowser(to, () => this.receive({ type: 'resync' })),
      closed: () => this.time.inBrowserAfter(0, () => to === this.connection && this.drop()),
    };
  }

  /** Socket.IO delivers at most once; more than once is what a proxy might do. */
  private deliveries(): number {
    if (this.isDeaf || this.random.chance(this.trouble * 0.2)) {
      return 0;
    }
    return this.random.chance(this.trouble * 0.15) ? 2 : 1;
  }

  private send(arrived: (to: Connection) => void): void {
    const to = this.connection;
    if (to !== null && !to.isCut) {
      to.sentAt = Math.max(to.sentAt, this.time.now + this.random.upTo(30 + 150 * this.trouble));
      this.time.after(to.sentAt - this.time.now, () => {
        if (!to.isCut) {
          arrived(to);
        }
      });
    }
  }

  /** In order, but for the few that overtake. */
  private toBrowser(to: Connection, arrive: () => void): void {
    if (to.isCut) {
      return;
    }
    const at = this.time.now + this.random.upTo(20 + 250 * this.trouble);
    const overtakes = this.random.chance(this.trouble * 0.1);
    to.deliveredAt = overtakes ? to.deliveredAt : Math.max(to.deliveredAt, at);
    this.time.inBrowserAfter((overtakes ? at : to.deliveredAt) - this.time.now, () => {
      if (to === this.connection && !to.isCut) {
        arrive();
      }
    });
  }
}
