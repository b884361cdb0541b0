import type { Change } from '@openslot/shared/contracts/changes';
import type { MonthsAnswer } from '@openslot/shared/contracts/months';
import type { Slot, SlotsAnswer } from '@openslot/shared/contracts/slots';
import type { ApiProblem } from '../../lib/api-error.ts';
import { connectionStatus } from '../core/connection.ts';
import type { Command, Input, TimerId } from '../core/messages.ts';
import { initialState, type QueryState, type SyncState } from '../core/state.ts';
import { type MonthsQuery, type Query, queryKey, type SlotsQuery, type Whose } from '../query.ts';
import { step } from '../sync-core.ts';

export const DOCTOR = 'd'.repeat(24);
export const DAY = '2026-03-02';
/** Monday 2 March 2026, 07:00 UTC. */
export const START = 1_772_434_800_000;

type DatesOf<Q> = Partial<Omit<Q, 'kind' | 'doctorId' | 'specialty'>>;

export const slotsQuery = (
  changes: DatesOf<SlotsQuery> = {},
  whose: Whose = { doctorId: DOCTOR },
): SlotsQuery => ({
  kind: 'slots',
  ...whose,
  visitTypeId: 'a'.repeat(24),
  timeZone: 'UTC',
  from: DAY,
  to: DAY,
  ...changes,
});

/** The picker of the month of the day. */
export const monthsQuery: MonthsQuery = {
  ...slotsQuery(),
  kind: 'months',
  from: '2026-03-01',
  to: '2026-03-31',
};

/** A half-hour slot at `time` of the day. */
export const slot = (time: string, status: Slot['status'] = 'free', date = DAY): Slot => {
  const startsAt = `${date}T${time}:00.000Z`;
  return { startsAt, endsAt: new Date(Date.parse(startsAt) + 1_800_000).toISOString(), status };
};

export const OFFLINE: ApiProblem = { code: 'offline', status: 0, title: 'No connection' };
export const BUSY: ApiProblem = { code: 'busy', status: 503, title: 'Busy' };
export const FORBIDDEN: ApiProblem = { code: 'forbidden', status: 403, title: 'Not you' };

const iso = (ms: number): string => new Date(ms).toISOString();

/** A change of the doctor's hours that touches the whole day unless told otherwise. */
export const hoursChanged = (
  seq: number,
  changes: Partial<Extract<Change, { name: 'doctor-availability-updated' }>['payload']> = {},
): Change => ({
  name: 'doctor-availability-updated',
  payload: {
    doctorId: DOCTOR,
    seq,
    action: 'marked_unavailable',
    from: `${DAY}T00:00:00.000Z`,
    to: `${DAY}T23:00:00.000Z`,
    dates: [DAY],
    changedAt: iso(START),
    spreadMs: 0,
    ...changes,
  },
});

/** Somebody booked the slot at `time`. */
export const slotBooked = (seq: number, time: string): Change => {
  const { startsAt, endsAt } = slot(time);
  return {
    name: 'availability-slot-changed',
    payload: {
      doctorId: DOCTOR,
      seq,
      from: startsAt,
      to: endsAt,
      changes: [{ date: DAY, startsAt, endsAt, previousStatus: 'free', newStatus: 'booked' }],
      changedAt: iso(START),
      spreadMs: 0,
    },
  };
};

/** Runs the core by hand: what it asks for is collected, and nothing happens that a test did not say. */
export class CoreDriver {
  state: SyncState = initialState();
  now = START;
  commands: Command[] = [];

  send(input: Input): this {
    const next = step(this.state, input, this.now);
    this.state = next.state;
    this.commands.push(...next.commands);
    return this;
  }

  /** The commands of a type since the last call of {@link forget}. */
  asked<Type extends Command['type']>(type: Type): Extract<Command, { type: Type }>[] {
    return this.commands.filter(
      (command): command is Extract<Command, { type: Type }> => command.type === type,
    );
  }

  forget(): this {
    this.commands = [];
    return this;
  }

  later(ms: number): this {
    this.now += ms;
    return this;
  }

  timer(id: TimerId): this {
    return this.send({ type: 'timer', id });
  }

  /** The timer set last under this id, or undefined. */
  timerSet(id: TimerId): Extract<Command, { type: 'timer' }> | undefined {
    return this.asked('timer').findLast((command) => command.id === id);
  }

  query(query: Query = slotsQuery()): QueryState {
    const found = this.state.queries[queryKey(query)];
    if (found === undefined) {
      throw new Error('The query is not known');
    }
    return found;
  }

  get heard(): number | null | undefined {
    return this.state.doctors[DOCTOR]?.heard;
  }

  get status(): string {
    return connectionStatus(this.state);
  }

  watching(query: Query = slotsQuery()): this {
    return this.send({ type: 'query-watched', query });
  }

  /** Answers the read that is on its way. */
  answer(
    seq: number,
    slots: readonly Slot[],
    query = slotsQuery(),
    changes: Partial<SlotsAnswer> = {},
  ): this {
    const { key, fetching } = this.query(query);
    if (fetching === null) {
      throw new Error('No read is on its way');
    }
    const value: SlotsAnswer = {
      doctorId: DOCTOR,
      seq,
      asOf: iso(this.now),
      freshUntil: iso(this.now + 3_600_000),
      timeZone: query.timeZone,
      bookable: true,
      days: [{ date: query.from, slots: [...slots] }],
      ...changes,
    };
    return this.send({ type: 'answered', key, id: fetching.id, answer: { kind: 'slots', value } });
  }

  /** Answers the read of the month picker that is on its way: `count` times on the day. */
  answerMonths(seq: number, count: number, changes: Partial<MonthsAnswer> = {}): this {
    const { key, fetching } = this.query(monthsQuery);
    if (fetching === null) {
      throw new Error('No read is on its way');
    }
    const value: MonthsAnswer = {
      doctorId: DOCTOR,
      seq,
      asOf: iso(this.now),
      freshUntil: iso(this.now + 3_600_000),
      bookable: true,
      days: [{ date: DAY, count }],
      nextFree: count > 0 ? DAY : null,
      ...changes,
    };
    return this.send({ type: 'answered', key, id: fetching.id, answer: { kind: 'months', value } });
  }

  failRead(problem: ApiProblem, query: Query = slotsQuery()): this {
    const { key, fetching } = this.query(query);
    return this.send({ type: 'fetch-failed', key, id: fetching?.id ?? -1, problem });
  }

  ack(seq: number, doctorId = DOCTOR): this {
    return this.send({ type: 'watch-acked', doctorId, seq });
  }

  hear(change: Change): this {
    return this.send({ type: 'change', change });
  }

  caughtUp(since: number, seq: number, changes: Change[] = [], reset = false, doctorId = DOCTOR): this {
    return this.send({
      type: 'caught-up',
      since,
      answer: { doctorId, seq, asOf: iso(this.now), reset, changes },
    });
  }

  /** Times of the free slots shown, `HH:MM`. */
  get shown(): string[] {
    const { shown } = this.query();
    const days = shown?.kind === 'slots' ? shown.value.days : [];
    return days.flatMap(({ slots }) => slots.map(({ startsAt }) => startsAt.slice(11, 16)));
  }
}

/** Connected, watching, acknowledged at `seq`, with an answer of that number on screen. */
export function settled(seq = 5, slots = [slot('09:00'), slot('09:30')]): CoreDriver {
  return new CoreDriver().send({ type: 'socket-up' }).watching().ack(seq).answer(seq, slots).forget();
}
