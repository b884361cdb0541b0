import type { Change } from '@openslot/shared/contracts/changes';
import type { Command } from '../core/messages.ts';
import { numbersOf, type QueryAnswer } from '../core/state.ts';
import { queryKey, type SlotsQuery } from '../query.ts';
import { CoreDriver, DOCTOR, OFFLINE, slotsQuery } from './core-driver.ts';
import { DATES, type Random, type SimulatedDate, SimulatedDoctor, seeded } from './simulated-clinic.ts';
import { together } from './simulated-specialty.ts';
import { SimulatedTime } from './simulated-time.ts';

/** Each date of one doctor, and each date of everybody of a specialty. */
export const QUERIES: readonly SlotsQuery[] = DATES.flatMap((date) => [
  slotsQuery({ from: date, to: date }),
  slotsQuery({ from: date, to: date }, { specialty: 'Simulation' }),
]);

type SlotsReply = Extract<QueryAnswer, { kind: 'slots' }>;

/**
 * The core, a clinic, and a bad network between them, on one simulated clock: requests are slow, answers overtake each
 * other or never come, events are lost with their connection, the log forgets, and everything is decided by the seed.
 */
export class Simulation {
  readonly core = new CoreDriver();
  readonly doctors: readonly SimulatedDoctor[];
  /** Who belongs to the specialty now; nobody is told of it. */
  readonly members: Set<SimulatedDoctor>;
  /** What was shown after something newer of the same doctor; a doctor who was away between begins anew. */
  readonly steppedBack: string[] = [];
  private readonly shownSeqs = new Map<string, Map<string, number>>();
  private readonly random: Random;
  private readonly time = new SimulatedTime(this.core);
  /** Events on the way belong to a connection and die with it. */
  private connection = 0;
  private connected = false;
  private readonly watching = new Set<string>();
  private lastDelivery = 0;
  /** How bad the network is, 0 to 1. */
  trouble = 0.3;

  constructor(seed: number) {
    this.random = seeded(seed);
    const ids = [DOCTOR, 'e'.repeat(24), 'f'.repeat(24)];
    this.doctors = ids.map((doctorId) => new SimulatedDoctor(doctorId, this.random));
    this.members = new Set(this.doctors.slice(0, 2));
    this.connect();
    for (const query of QUERIES) {
      this.core.watching(query);
    }
    this.obey();
  }

  /** What is shown for a query: its days, and whose. */
  shown(query: SlotsQuery): unknown {
    const { shown } = this.core.query(query);
    return shown?.kind === 'slots' ? seenOf(shown) : null;
  }

  /** What a clinic answers that knows everything. */
  truth(query: SlotsQuery): unknown {
    return seenOf(this.answer(query, () => 0));
  }

  /** Lets things happen for a while: changes, drops and forgetting at random moments. */
  storm(durationMs: number): void {
    const end = this.core.now + durationMs;
    while (this.core.now < end) {
      this.time.advance(this.random() * 400);
      const what = this.random();
      if (what < 0.35) {
        this.announce(this.anyDoctor().change());
      } else if (what < 0.35 + this.trouble * 0.2) {
        this.drop();
      } else if (what < 0.5) {
        const { doctorId, seq } = this.anyDoctor();
        this.core.send({ type: 'tab-news', doctorId, seq });
        this.obey();
      } else if (what < 0.52) {
        this.anyDoctor().forgetLog();
      } else if (what < 0.55) {
        const doctor = this.anyDoctor();
        if (!this.members.delete(doctor)) {
          this.members.add(doctor);
        }
      }
    }
  }

  private anyDoctor(): SimulatedDoctor {
    return this.doctor(Math.floor(this.random() * this.doctors.length));
  }

  private doctor(which: number | string): SimulatedDoctor {
    const found =
      typeof which === 'number'
        ? this.doctors[which]
        : this.doctors.find(({ doctorId }) => doctorId === which);
    if (found === undefined) {
      throw new Error('an unknown doctor');
    }
    return found;
  }

  /** Everything works from now on, long enough for all to be read again; a read of every minute may be on its way. */
  calm(): void {
    this.trouble = 0;
    this.time.advance(90_000);
    for (let waited = 0; this.core.status !== 'live' && waited < 5; waited += 1) {
      this.time.advance(1000);
    }
  }

  private connect(): void {
    this.connection += 1;
    this.connected = true;
    this.watching.clear();
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
      this.time.after(200 + this.random() * 8000, () => this.connect());
    }
  }

  /** One connection keeps its order; what is late stays late. */
  private overSocket(run: () => void): void {
    const { connection } = this;
    this.lastDelivery = Math.max(this.lastDelivery, this.core.now + this.random() * 300);
    this.time.after(this.lastDelivery - this.core.now, () => {
      if (connection === this.connection) {
        run();
        this.obey();
      }
    });
  }

  private announce(change: Change): void {
    // Even a healthy connection may lose an event: Socket.IO promises at most one delivery.
    if (this.watching.has(change.payload.doctorId) && this.random() > this.trouble * 0.2) {
      this.overSocket(() => this.core.hear(change));
    }
  }

  private overHttp(serve: () => () => void, fail: () => void): void {
    const isLost = this.random() < this.trouble * 0.4;
    this.time.after(this.random() * 600, () => {
      if (isLost) {
        fail();
        this.obey();
        return;
      }
      const answer = serve();
      this.time.after(this.random() * 1500 * (0.2 + this.trouble), () => {
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
    for (const { key, shown } of Object.values(this.core.state.queries)) {
      const before = this.shownSeqs.get(key);
      const now = new Map((shown ? numbersOf(shown) : []).map(({ doctorId, seq }) => [doctorId, seq]));
      for (const [doctorId, seq] of now) {
        if (seq < (before?.get(doctorId) ?? -1)) {
          this.steppedBack.push(`${key}: ${doctorId} to ${seq}`);
        }
      }
      this.shownSeqs.set(key, now);
    }
  }

  private run(command: Command): void {
    switch (command.type) {
      case 'watch':
        this.join(command.doctorId);
        break;
      case 'timer':
        this.time.setTimer(command.id, command.delayMs + this.random() * command.spreadMs, () => {
          this.core.timer(command.id);
          this.obey();
        });
        break;
      case 'cancel-timer':
        this.time.cancelTimer(command.id);
        break;
      case 'catch-up':
        this.catchUp(command.doctorId, command.since);
        break;
      case 'fetch':
        this.fetch(command.id, command.query as SlotsQuery);
        break;
      default:
        break;
    }
  }

  private join(doctorId: string): void {
    const { connection } = this;
    this.time.after(this.random() * 200, () => {
      if (connection === this.connection) {
        // Join, then read the number, then acknowledge: events in between go first.
        this.watching.add(doctorId);
        const { seq } = this.doctor(doctorId);
        this.time.after(this.random() * 100, () => this.overSocket(() => this.core.ack(seq, doctorId)));
      }
    });
  }

  private catchUp(doctorId: string, since: number): void {
    this.overHttp(
      () => {
        const { seq, changes, reset } = this.doctor(doctorId).changesSince(since);
        return () => this.core.caughtUp(since, seq, changes, reset, doctorId);
      },
      () => this.core.send({ type: 'catch-up-failed', doctorId, problem: OFFLINE }),
    );
  }

  private fetch(id: number, query: SlotsQuery): void {
    const key = queryKey(query);
    this.overHttp(
      () => {
        const answer = this.answer(query, () =>
          this.random() < this.trouble * 0.5 ? Math.floor(this.random() * 4) : 0,
        );
        return () => this.core.send({ type: 'answered', key, id, answer });
      },
      () => this.core.send({ type: 'fetch-failed', key, id, problem: OFFLINE }),
    );
  }

  /** @param lag how many changes of a doctor the answer does not know of yet. */
  private answer(query: SlotsQuery, lag: () => number): SlotsReply {
    const asked =
      'doctorId' in query
        ? [this.doctor(query.doctorId)]
        : this.doctors.filter((one) => this.members.has(one));
    const answers = asked.map((doctor) => {
      const dataSeq = Math.max(1, doctor.seq - lag());
      // The number is read before the data; a change in between makes the data newer than it says.
      const seq = Math.max(1, dataSeq - (lag() > 0 ? 1 : 0));
      return doctor.slots(query.from as SimulatedDate, seq, dataSeq, this.core.now);
    });
    const [first] = answers;
    const value =
      'doctorId' in query && first !== undefined ? first : together(query.from, answers, this.core.now);
    return { kind: 'slots', value };
  }
}

/** Numbers apart: an untouched query keeps the one it was read at. */
function seenOf(answer: SlotsReply): unknown {
  return { days: answer.value.days, doctors: numbersOf(answer).map(({ doctorId }) => doctorId) };
}
