import type { Change } from '@openslot/shared/contracts/changes';
import type { SlotsAnswer } from '@openslot/shared/contracts/slots';
import { hoursChanged, slot, slotBooked } from './core-driver.ts';

export type Random = () => number;

/** Mulberry32: small, and the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const TIMES = ['08:00', '08:30', '09:00', '09:30', '10:00', '10:30'];

/** Far enough apart that a change of one can never touch a query of the other. */
export const DATES = ['2026-03-02', '2026-03-20'] as const;
export type SimulatedDate = (typeof DATES)[number];

type Offer = Readonly<Record<SimulatedDate, readonly string[]>>;

/** One doctor of a clinic, with two dates and a log, in memory. Numbers and offer change together, as in a transaction. */
export class SimulatedDoctor {
  readonly doctorId: string;
  seq = 1;
  /** The offer at each number: a lagging replica answers from an older one. */
  private readonly history = new Map<number, Offer>([[1, { [DATES[0]]: TIMES, [DATES[1]]: TIMES } as Offer]]);
  private log: Change[] = [];
  private readonly random: Random;

  constructor(doctorId: string, random: Random) {
    this.doctorId = doctorId;
    this.random = random;
  }

  offer(date: SimulatedDate, seq = this.seq): readonly string[] {
    return this.history.get(seq)?.[date] ?? [];
  }

  change(): Change {
    const date = this.random() < 0.5 ? DATES[0] : DATES[1];
    const time = TIMES[Math.floor(this.random() * TIMES.length)] ?? '08:00';
    const before = this.offer(date);
    const after = before.includes(time) ? before.filter((each) => each !== time) : [...before, time].sort();
    const whole = Object.fromEntries(DATES.map((each) => [each, this.offer(each)])) as Offer;
    this.seq += 1;
    this.history.set(this.seq, { ...whole, [date]: after });
    const made = this.random() < 0.5 ? hoursChanged(this.seq) : slotBooked(this.seq, time);
    const range = { from: `${date}T00:00:00.000Z`, to: `${date}T23:00:00.000Z` };
    const change = { ...made, payload: { ...made.payload, ...range, doctorId: this.doctorId } } as Change;
    this.log.push(change);
    return change;
  }

  /** The log no longer reaches back: the next catch-up is a reset. */
  forgetLog(): void {
    this.log = [];
  }

  changesSince(since: number): { seq: number; reset: boolean; changes: Change[] } {
    const changes = this.log.filter(({ payload }) => payload.seq > since);
    const reset = changes.length !== this.seq - since;
    return { seq: this.seq, reset, changes: reset ? [] : changes };
  }

  /** @param dataSeq from which state the data are; `seq` was read before them and is at most that. */
  slots(date: SimulatedDate, seq: number, dataSeq: number, now: number): SlotsAnswer {
    return {
      doctorId: this.doctorId,
      seq,
      asOf: new Date(now).toISOString(),
      freshUntil: new Date(now + 3_600_000).toISOString(),
      timeZone: 'UTC',
      bookable: true,
      days: [{ date, slots: this.offer(date, dataSeq).map((time) => slot(time)) }],
    };
  }
}
