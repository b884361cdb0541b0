import type { Change } from '@openslot/shared/contracts/changes';
import type { QueryAnswer } from '../core/state.ts';
import type { Query } from '../query.ts';
import type { ToldDay } from '../sync-types.ts';
import { DOCTOR } from './core-driver.ts';
import type { Random } from './random.ts';
import { type Asked, answerOf, type Known, toldDay } from './simulated-answers.ts';
import { type Cell, DATES, type Edit, type Offer, SimulatedDoctor, TIMES } from './simulated-doctor.ts';
import type { SimulatedServer } from './simulated-server.ts';
import type { SimulatedTime } from './simulated-time.ts';

export const DOCTORS = [DOCTOR, 'e'.repeat(24), 'f'.repeat(24)] as const;

/** The clinic as its database knows it: what is true, and what each server takes for true. */
export class SimulatedClinic {
  readonly doctors: readonly SimulatedDoctor[];
  /** Who belongs to the specialty now; nobody is told of it. */
  readonly members: Set<SimulatedDoctor>;
  readonly noticeAt: readonly (readonly number[])[];
  private holds = 0;
  private readonly random: Random;
  private readonly time: SimulatedTime;
  private readonly servers: readonly SimulatedServer[];

  constructor(random: Random, time: SimulatedTime, servers: readonly SimulatedServer[]) {
    this.random = random;
    this.time = time;
    this.servers = servers;
    this.doctors = DOCTORS.map((doctorId) => new SimulatedDoctor(doctorId, time));
    this.members = new Set(this.doctors.slice(0, 2));
    this.noticeAt = DATES.map((_date, index) =>
      TIMES.map(() =>
        index < 2 && random.chance(0.4) ? time.now + random.upTo(10_000) : Number.POSITIVE_INFINITY,
      ),
    );
  }

  doctor(doctorId: string): SimulatedDoctor {
    const found = this.doctors.find((doctor) => doctor.doctorId === doctorId);
    if (found === undefined) {
      throw new Error(`nobody is ${doctorId}`);
    }
    return found;
  }

  /** What everybody would see who knows everything now. */
  truth(query: Query, holdId: string | null): QueryAnswer {
    return answerOf(query, this.known(query, 0, 0), this.asked(holdId));
  }

  answer(query: Query, server: SimulatedServer, holdId: string | null): QueryAnswer {
    return answerOf(query, this.known(query, server.readLagMs, this.random.upTo(50)), this.asked(holdId));
  }

  toldDay(doctorId: string, date: number, holdId: string | null): ToldDay {
    const known: Known = { doctor: this.doctor(doctorId), numbersAt: this.time.now, dataAt: this.time.now };
    return toldDay(known, date, this.asked(holdId));
  }

  /** Something that changes the offer, or looks as if it did. */
  changeSomething(doctor: SimulatedDoctor): number {
    const date = this.random.below(DATES.length);
    const kind = this.random.next();
    const flip = (): boolean => this.random.chance(0.4);
    const spreadMs = this.random.chance(0.2) ? 250 : 0;
    if (kind < 0.4) {
      const offer = withDates(doctor.offer, date, date, (cell) => (flip() ? toggled(cell) : cell));
      return this.commit(doctor, { offer, firstDate: date, lastDate: date, told: 'override_set', spreadMs });
    }
    if (kind < 0.7) {
      const time = this.random.below(TIMES.length);
      const offer = withDates(doctor.offer, date, date, (cell, at) => (at === time ? toggled(cell) : cell));
      return this.commit(doctor, { offer, firstDate: date, lastDate: date, told: 'slot', spreadMs });
    }
    const lastDate = DATES.length - 1;
    const open = { firstDate: date, lastDate, isOpenEnded: true, spreadMs };
    if (kind < 0.8) {
      const offer = withDates(doctor.offer, date, lastDate, (cell) => (flip() ? toggled(cell) : cell));
      return this.commit(doctor, { ...open, offer, told: 'template_updated' });
    }
    if (kind < 0.9) {
      return this.commit(doctor, { ...open, offer: doctor.offer, told: 'clinic_rules_updated' });
    }
    const offer = { ...doctor.offer, isActive: !doctor.offer.isActive };
    const told = offer.isActive ? 'doctor_reactivated' : 'doctor_deactivated';
    return this.commit(doctor, { ...open, firstDate: 0, offer, told });
  }

  /** Somebody holds a time for a while; after its end a sweeper tells of it, late. Null when none is free. */
  hold(doctor: SimulatedDoctor): { readonly holdId: string; readonly seq: number } | null {
    const date = this.random.below(2);
    const free = (doctor.offer.cells[date] ?? []).flatMap((cell, time) => (cell === 'free' ? [time] : []));
    if (free.length === 0) {
      return null;
    }
    const time = this.random.pick(free);
    this.holds += 1;
    const held: Cell = { holdId: `hold ${this.holds}`, until: this.time.now + 1000 + this.random.upTo(8000) };
    const seq = this.put(doctor, date, time, held);
    this.time.after(held.until - this.time.now + this.random.upTo(3000), () => {
      if (doctor.offer.cells[date]?.[time] === held) {
        this.put(doctor, date, time, 'free');
      }
    });
    return { holdId: held.holdId, seq };
  }

  private put(doctor: SimulatedDoctor, date: number, time: number, cell: Cell): number {
    const offer = withDates(doctor.offer, date, date, (before, at) => (at === time ? cell : before));
    return this.commit(doctor, { offer, firstDate: date, lastDate: date, told: 'slot' });
  }

  private commit(doctor: SimulatedDoctor, edit: Edit): number {
    const change: Change = doctor.commit(edit);
    for (const server of this.servers) {
      server.hear(change);
    }
    return doctor.seq;
  }

  private asked(holdId: string | null): Asked {
    return { now: this.time.now, holdId, noticeAt: this.noticeAt };
  }

  private known(query: Query, lagMs: number, readingMs: number): Known[] {
    const asked =
      'doctorId' in query
        ? [this.doctor(query.doctorId)]
        : this.doctors.filter((doctor) => this.members.has(doctor));
    const dataAt = this.time.now - lagMs;
    return asked.map((doctor) => ({ doctor, numbersAt: dataAt - readingMs, dataAt }));
  }
}

const toggled = (cell: Cell): Cell => (cell === 'gone' ? 'free' : 'gone');

function withDates(
  { isActive, cells }: Offer,
  first: number,
  last: number,
  change: (cell: Cell, time: number) => Cell,
): Offer {
  return {
    isActive,
    cells: cells.map((times, date) => (date < first || date > last ? times : times.map(change))),
  };
}
