import type { Command, Input, TimerId } from '../core/messages.ts';
import { isDoctorWatched, isDue, numbersOf, type QueryState, type SyncState } from '../core/state.ts';
import type { QueryKey } from '../query.ts';
import { datesOf } from './simulated-answers.ts';
import type { SimulatedClinic } from './simulated-clinic.ts';

/** Looks at every step of a core for what must never happen; throws at the first. */
export class Invariants {
  private readonly clinic: SimulatedClinic;
  /** Every answer, and every day of one, that a server ever gave. */
  private readonly given = new WeakSet<object>();
  private readonly reading = new Map<QueryKey, number>();

  constructor(clinic: SimulatedClinic) {
    this.clinic = clinic;
  }

  /** A server answered with this. */
  gave(...answers: readonly object[]): void {
    for (const answer of answers) {
      this.given.add(answer);
    }
  }

  check(before: SyncState, input: Input, after: SyncState, commands: readonly Command[]): void {
    if (input.type === 'answered' || input.type === 'fetch-failed') {
      this.reading.delete(input.key);
    }
    for (const command of commands) {
      if (command.type === 'fetch') {
        ensure(!this.reading.has(command.key), `${command.key} is read twice at a time`);
        this.reading.set(command.key, command.id);
      }
    }
    for (const { doctorId, heard } of Object.values(after.doctors)) {
      const was = before.doctors[doctorId]?.heard ?? null;
      ensure(
        was === heard || mayMove(doctorId, was, heard, input),
        `heard of ${doctorId} skips from ${was} to ${heard}`,
      );
    }
    for (const query of Object.values(after.queries)) {
      const was = before.queries[query.key];
      if (was?.shown !== query.shown || was?.doctors !== query.doctors) {
        this.checkShown(was, query);
      }
      this.checkDue(query, after);
    }
  }

  /** Whatever is wanting is asked for, or will be: no screen waits for chance. */
  checkGoesOn(
    state: SyncState,
    isSet: (timer: TimerId) => boolean,
    isAsked: (doctorId: string) => boolean,
  ): void {
    const { queries, doctors, visible, online, socket } = state;
    if (!visible || !online) {
      return;
    }
    for (const query of Object.values(queries)) {
      const isOnItsWay = query.fetching !== null || isSet(`fetch:${query.key}`);
      ensure(
        query.watchers === 0 || !isDue(query) || isOnItsWay,
        `${query.key} is due, and nobody will read it`,
      );
      ensure(!query.waiting || isSet(`fetch:${query.key}`), `${query.key} waits for nothing`);
    }
    for (const { doctorId, heard, known, catchingUp, watch } of Object.values(doctors)) {
      const isWaiting =
        watch !== 'asked' || socket !== 'up' || isSet(`watch:${doctorId}`) || isAsked(doctorId);
      ensure(isWaiting, `${doctorId} waits for an ack that nobody asked for`);
      // The ack of a watch that was asked for closes a gap, too.
      const timers = [`catch-up:${doctorId}`, `news:${doctorId}`, 'poll'] as const;
      const isOnItsWay = catchingUp || timers.some(isSet) || (watch === 'asked' && socket === 'up');
      const isFollowed = isDoctorWatched(state, doctorId) || (watch !== 'none' && socket === 'up');
      ensure(
        !isFollowed || heard === null || known <= heard || isOnItsWay,
        `${doctorId} has a gap that nobody will close`,
      );
    }
  }

  /** Nothing shown goes back, and nothing is shown that no server ever said. */
  private checkShown(before: QueryState | undefined, { key, shown, doctors }: QueryState): void {
    if (shown === null) {
      return;
    }
    const { value } = shown;
    const parts: readonly object[] =
      shown.kind === 'slots' && !('doctors' in value) ? shown.value.days : [value];
    ensure(
      parts.every((part) => this.given.has(part)),
      `${key} shows what no server ever said`,
    );
    for (const { doctorId, seq } of numbersOf(shown)) {
      const was = before?.doctors[doctorId]?.shownSeq ?? -1;
      ensure(seq >= was, `${key} goes back from ${was} to ${seq} of ${doctorId}`);
      ensure(doctors[doctorId]?.shownSeq === seq, `${key} shows ${seq} of ${doctorId} and remembers another`);
    }
  }

  /** Whatever a heard change touched is due until an answer includes it. */
  private checkDue(query: QueryState, state: SyncState): void {
    if (query.shown === null || isDue(query)) {
      return;
    }
    const dates = datesOf(query.query);
    for (const [doctorId, { shownSeq }] of Object.entries(query.doctors)) {
      const heard = state.doctors[doctorId]?.heard ?? null;
      if (heard !== null) {
        const touches = this.clinic.doctor(doctorId).lastTouch[heard] ?? [];
        const needed = Math.max(...dates.map((date) => touches[date] ?? 0));
        ensure(needed <= shownSeq, `${query.key} shows ${shownSeq} and is not due, but ${needed} was heard`);
      }
    }
  }
}

function ensure(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(what);
  }
}

/** `heard` begins with an ack or a catch-up, moves by the next change or a catch-up, and ends with the room. */
function mayMove(doctorId: string, from: number | null, to: number | null, input: Input): boolean {
  switch (input.type) {
    case 'watch-acked':
      return from === null && to === input.seq && input.doctorId === doctorId;
    case 'change':
      return from !== null && to === from + 1 && to === input.change.payload.seq;
    case 'caught-up':
      return input.answer.doctorId === doctorId && to === Math.max(from ?? input.since, input.answer.seq);
    case 'timer':
      return to === null && input.id === `linger:${doctorId}`;
    default:
      return false;
  }
}
