import type { QueryKey } from '../query.ts';
import type { Command, TimerId } from './messages.ts';
import type { DoctorState, QueryState, Standing, SyncState } from './state.ts';

/** One step in the making: handlers replace parts of the next state and append commands; the given state stays untouched. */
export interface Draft {
  /** Epoch ms by this device's clock. */
  readonly now: number;
  state: SyncState;
  readonly commands: Command[];
  /** The step brought news from the clinic. */
  confirmed: boolean;
}

export function patch(draft: Draft, changes: Partial<SyncState>): void {
  draft.state = { ...draft.state, ...changes };
}

/** Does nothing for an unknown query. */
export function patchQuery(draft: Draft, key: QueryKey, changes: Partial<QueryState>): void {
  const query = draft.state.queries[key];
  if (query !== undefined) {
    patch(draft, { queries: { ...draft.state.queries, [key]: { ...query, ...changes } } });
  }
}

/** Does nothing for a query that does not depend on the doctor. */
export function patchStanding(
  draft: Draft,
  key: QueryKey,
  doctorId: string,
  changes: Partial<Standing>,
): void {
  const doctors = draft.state.queries[key]?.doctors;
  const standing = doctors?.[doctorId];
  if (standing !== undefined) {
    patchQuery(draft, key, { doctors: { ...doctors, [doctorId]: { ...standing, ...changes } } });
  }
}

/** Makes the doctor known if necessary. */
export function patchDoctor(draft: Draft, doctorId: string, changes: Partial<DoctorState>): void {
  const doctor = draft.state.doctors[doctorId] ?? unknownDoctor(doctorId);
  patch(draft, { doctors: { ...draft.state.doctors, [doctorId]: { ...doctor, ...changes } } });
}

function unknownDoctor(doctorId: string): DoctorState {
  return {
    doctorId,
    heard: null,
    known: -1,
    profileSeq: null,
    watch: 'none',
    catchingUp: false,
    doubt: false,
    doubtedSince: false,
    failures: 0,
    writes: 0,
    ownSeqs: [],
    waitingToasts: [],
  };
}

export function setTimer(draft: Draft, id: TimerId, delayMs: number, spreadMs = 0): void {
  draft.commands.push({ type: 'timer', id, delayMs, spreadMs });
}

export function cancelTimer(draft: Draft, id: TimerId): void {
  draft.commands.push({ type: 'cancel-timer', id });
}

/** Exponential, from `baseMs` and never above 30 s. */
export function backoffMs(attempts: number, baseMs: number): number {
  return Math.min(30_000, baseMs * 2 ** Math.max(0, attempts - 1));
}
