import type { CalendarAnswer } from '@openslot/shared/contracts/calendar';
import type { MonthsAnswer } from '@openslot/shared/contracts/months';
import type { SlotsAnswer } from '@openslot/shared/contracts/slots';
import type { MonthsOfSpecialty, SlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import type { ApiProblem } from '../../lib/api-error.ts';
import type { Query, QueryKey } from '../query.ts';
import type { GoneSlot, OwnHold } from '../sync-types.ts';

export type QueryAnswer =
  | { readonly kind: 'slots'; readonly value: SlotsAnswer | SlotsOfSpecialty }
  | { readonly kind: 'months'; readonly value: MonthsAnswer | MonthsOfSpecialty }
  | { readonly kind: 'calendar'; readonly value: CalendarAnswer };

/** A change that touches a query, kept until an answer that includes it is shown. */
export interface Cause {
  readonly doctorId: string;
  readonly seq: number;
  readonly kind: 'availability' | 'slot';
  /** The times that changed hands, epoch ms `[start, end)`; empty for `availability`. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  /** Which burst of changes it belongs to (RT19). */
  readonly burst: number;
}

/** A reason to tell the person that something shown changed. */
export interface ToastCandidate {
  readonly kind: Query['kind'];
  readonly seq: number;
  readonly burst: number;
}

/** How a query stands with one of its doctors. */
export interface Standing {
  /** The doctor's number in the shown answer; -1 without one. Lower than that only after the server's numbers went back. */
  readonly shownSeq: number;
  /** The newest heard change that touches the query (RT8). */
  readonly needSeq: number;
  /** A shown answer ran ahead of what was heard: changes up to here may explain what changed. */
  readonly unexplainedUpTo: number | null;
}

export interface QueryState {
  readonly key: QueryKey;
  readonly query: Query;
  /** The instants `[fromMs, toMs)` it speaks of. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly watchers: number;
  /** Is to be read once though nobody watches it. */
  readonly once: boolean;
  readonly shown: QueryAnswer | null;
  /** Everybody it depends on: the one asked for, or those the shown answer names (RT23). */
  readonly doctors: Readonly<Record<string, Standing>>;
  /** Must be read again whatever its number. */
  readonly forced: boolean;
  /** One day of what is shown came by itself (RT27); the others are as old as they were. */
  readonly partial: boolean;
  /** `forced`: until it is answered, what is shown stays in doubt. */
  readonly fetching: { readonly id: number; readonly startedAt: number; readonly forced: boolean } | null;
  /** A timer will start the next fetch. */
  readonly waiting: boolean;
  /** Failed or outdated answers in a row. */
  readonly attempts: number;
  readonly error: ApiProblem | null;
  readonly causes: readonly Cause[];
  readonly gone: readonly GoneSlot[];
  /** Epoch ms by the clinic's clock from which the shown answer may be outdated by time alone. */
  readonly freshUntil: number | null;
}

export interface DoctorState {
  readonly doctorId: string;
  /** Last seq of the unbroken chain of changes; null before the first watch ack or catch-up. */
  readonly heard: number | null;
  /** The highest seq that is known to exist. */
  readonly known: number;
  /** The last heard change of what the doctor is and offers at all, beyond times (RT25); null before one. */
  readonly profileSeq: number | null;
  readonly watch: 'none' | 'asked' | 'acked' | 'refused';
  readonly catchingUp: boolean;
  /** Changes may have been lost; until a catch-up nothing may be called live. */
  readonly doubt: boolean;
  /** Doubt arose while a catch-up was on its way, whose answer may be older than it. */
  readonly doubtedSince: boolean;
  readonly failures: number;
  /** Own changes in flight. */
  readonly writes: number;
  readonly ownSeqs: readonly number[];
  readonly waitingToasts: readonly ToastCandidate[];
}

/** A doctor another tab shows, and the number it knows. */
export interface ShownElsewhere {
  readonly doctorId: string;
  readonly seq: number;
}

export interface SyncState {
  readonly doctors: Readonly<Record<string, DoctorState>>;
  readonly queries: Readonly<Record<QueryKey, QueryState>>;
  /** `connecting` only before the first connection succeeds or fails. */
  readonly socket: 'connecting' | 'up' | 'down';
  /** What the browser says of the network. */
  readonly online: boolean;
  /** Whether the last request reached the clinic. */
  readonly reachable: boolean;
  readonly visible: boolean;
  readonly active: boolean;
  /** Clinic's clock minus this device's, milliseconds. */
  readonly clockOffsetMs: number;
  /** Epoch ms by the clinic's clock up to which everything shown is known to be right. */
  readonly asOf: number | null;
  readonly burst: { readonly id: number; readonly lastAt: number; readonly toasted: number };
  readonly lastPollAt: number;
  /** This tab asks while the socket is down (RT29); also where tabs cannot agree on one. */
  readonly polls: boolean;
  /** When another tab last reached the clinic, or may be expected to have done so. */
  readonly toldAt: number;
  /** What other tabs show, by doctor: the number they know, and when one said so (RT30). */
  readonly elsewhere: Readonly<Record<string, { readonly seq: number; readonly at: number }>>;
  readonly nextId: number;
  /** What is held for this person with a doctor shown (RT26). */
  readonly ownHold: OwnHold | null;
}

export function initialState(): SyncState {
  return {
    doctors: {},
    queries: {},
    socket: 'connecting',
    online: true,
    reachable: true,
    visible: true,
    active: true,
    clockOffsetMs: 0,
    asOf: null,
    burst: { id: 0, lastAt: Number.NEGATIVE_INFINITY, toasted: 0 },
    lastPollAt: Number.NEGATIVE_INFINITY,
    polls: true,
    toldAt: Number.NEGATIVE_INFINITY,
    elsewhere: {},
    nextId: 1,
    ownHold: null,
  };
}

export function isWanted(query: QueryState): boolean {
  return query.watchers > 0 || query.once;
}

/** True when what is shown is missing, known to be outdated, or doubted. */
export function isDue(query: QueryState): boolean {
  const { shown, forced, partial, fetching, doctors } = query;
  const isBehind = Object.values(doctors).some(({ shownSeq, needSeq }) => shownSeq < needSeq);
  return shown === null || forced || partial || fetching?.forced === true || isBehind;
}

/** The numbers an answer was read at. */
export function numbersOf({ value }: QueryAnswer): readonly { doctorId: string; seq: number }[] {
  return 'doctors' in value ? value.doctors : [value];
}

export function queriesOf(state: { readonly queries: SyncState['queries'] }, doctorId: string): QueryState[] {
  return Object.values(state.queries).filter(({ doctors }) => doctorId in doctors);
}

/** True while a page shows something of the doctor. */
export function isDoctorWatched(state: SyncState, doctorId: string): boolean {
  return queriesOf(state, doctorId).some(({ watchers }) => watchers > 0);
}

/** True while a page shows something of the doctor, or did a moment ago and has kept the room (RT13). */
export function isFollowed(state: SyncState, doctorId: string): boolean {
  const room = state.doctors[doctorId]?.watch ?? 'none';
  return room !== 'none' || isDoctorWatched(state, doctorId);
}

export function watchedDoctors(state: SyncState): DoctorState[] {
  return Object.values(state.doctors).filter(({ doctorId }) => isDoctorWatched(state, doctorId));
}

/** True when nothing shown at all is known to be out of date. */
export function isAllCaughtUp(state: SyncState): boolean {
  return (
    Object.values(state.queries).every((query) => query.watchers === 0 || !isDue(query)) &&
    watchedDoctors(state).every(({ doctorId }) => isCaughtUp(state, doctorId))
  );
}

/** True when nothing shown of the doctor is known to be out of date. */
export function isCaughtUp(state: SyncState, doctorId: string): boolean {
  const doctor = state.doctors[doctorId];
  const chainIsWhole =
    doctor === undefined ||
    doctor.watch === 'refused' ||
    (!doctor.doubt && doctor.heard !== null && doctor.heard >= doctor.known);
  return chainIsWhole && queriesOf(state, doctorId).every((query) => query.watchers === 0 || !isDue(query));
}
