import type { Change } from '@openslot/shared/contracts/changes';
import { hoursChanged, slotBooked } from './core-driver.ts';
import type { SimulatedTime } from './simulated-time.ts';

export const TIMES = ['08:00', '08:30', '09:00', '09:30', '10:00'] as const;
/** The third is so far from the others that a change of it never touches a query of them. */
export const DATES = ['2026-03-02', '2026-03-03', '2026-03-20'] as const;

/** What stands at one time of one date. */
export type Cell = 'free' | 'gone' | { readonly holdId: string; readonly until: number };

/** The offer at one number: by date, by time. */
export interface Offer {
  readonly isActive: boolean;
  readonly cells: readonly (readonly Cell[])[];
}

type Action = Extract<Change, { name: 'doctor-availability-updated' }>['payload']['action'];

/** What a change does: to which dates, from the first to the last, and how it is told. */
export interface Edit {
  readonly offer: Offer;
  readonly firstDate: number;
  readonly lastDate: number;
  /** `slot`: times changed hands; otherwise the hours changed. */
  readonly told: 'slot' | Action;
  readonly isOpenEnded?: boolean;
  readonly spreadMs?: number;
}

const ALL_FREE: Offer = { isActive: true, cells: DATES.map(() => TIMES.map(() => 'free')) };

/** A doctor of the simulated clinic: every number with its offer, its moment and what it touched, and the log. */
export class SimulatedDoctor {
  readonly doctorId: string;
  /** By seq; the first is 1. */
  readonly offers: Offer[] = [ALL_FREE, ALL_FREE];
  readonly committedAt: number[] = [0, 0];
  /** By seq and date: the last number up to this one that touched the date. */
  readonly lastTouch: number[][] = [DATES.map(() => 1), DATES.map(() => 1)];
  /** When visits changed, which has no number. */
  readonly visitsAt: number[] = [];
  private readonly log: (Change | undefined)[] = [undefined, undefined];
  private readonly time: SimulatedTime;

  constructor(doctorId: string, time: SimulatedTime) {
    this.doctorId = doctorId;
    this.time = time;
  }

  get seq(): number {
    return this.offers.length - 1;
  }

  get offer(): Offer {
    return this.offerAt(this.seq);
  }

  offerAt(seq: number): Offer {
    return this.offers[seq] ?? ALL_FREE;
  }

  /** The number that was the newest at a moment. */
  seqAt(moment: number): number {
    let seq = this.seq;
    while (seq > 1 && (this.committedAt[seq] ?? 0) > moment) {
      seq -= 1;
    }
    return seq;
  }

  /** Offer and number change together, as in a transaction. */
  commit({ offer, firstDate, lastDate, told, isOpenEnded, spreadMs = 0 }: Edit): Change {
    const before = this.lastTouch[this.seq] ?? [];
    this.offers.push(offer);
    this.committedAt.push(this.time.now);
    this.lastTouch.push(before.map((seq, date) => (date >= firstDate && date <= lastDate ? this.seq : seq)));
    const range = {
      from: `${DATES[firstDate]}T00:00:00.000Z`,
      to: isOpenEnded ? null : `${DATES[lastDate]}T23:00:00.000Z`,
      doctorId: this.doctorId,
      spreadMs,
    };
    const change =
      told === 'slot' ? slotBooked(this.seq, TIMES[0]) : hoursChanged(this.seq, { action: told });
    const made = { ...change, payload: { ...change.payload, ...range } } as Change;
    this.log.push(made);
    return made;
  }

  /** The log reaches back this far and no further. */
  forgetLogBefore(seq: number): void {
    this.log.fill(undefined, 0, Math.min(seq, this.log.length));
  }

  changesSince(since: number): { seq: number; reset: boolean; changes: Change[] } {
    const changes = this.log.slice(since + 1).filter((change) => change !== undefined);
    const reset = changes.length !== this.seq - since;
    return { seq: this.seq, reset, changes: reset ? [] : changes };
  }

  /** How often visits had changed at a moment. */
  visitsUntil(moment: number): number {
    return this.visitsAt.filter((at) => at <= moment).length;
  }
}
