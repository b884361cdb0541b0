import type { ApiProblem } from '../../lib/api-error.ts';
import { mayRetry } from '../../lib/api-error.ts';
import { epochMs } from '../../lib/clock.ts';
import type { QueryKey } from '../query.ts';
import { backoffMs, cancelTimer, type Draft, patch, patchQuery, setTimer } from './draft.ts';
import { leaveSoon, watchDoctorsOf } from './rooms.ts';
import { GONE_MS, goneSlots, looksDifferent, stillGone } from './shown-slots.ts';
import {
  type Cause,
  isDue,
  isWanted,
  numbersOf,
  type QueryAnswer,
  type QueryState,
  type Standing,
} from './state.ts';
import { considerToast } from './toasts.ts';

const FRESH_JITTER_MS = 1500;
const LEAST_FRESH_MS = 1000;
/** An answer from the past is soon followed by one that is not. */
const LONGEST_LAG_MS = 5000;
/** Visits change a calendar without a number of their own on the wire; it is read again at least this often (RT22). */
const CALENDAR_FRESH_MS = 60_000;
/** Whoever joins a specialty is heard of by nobody; its queries are read again at least this often (RT24). */
const SPECIALTY_FRESH_MS = 60_000;

/** Reads a query that is due and wanted, at once or within `spreadMs` (RT11); never twice at a time (RT9). */
export function fetchIfDue(draft: Draft, key: QueryKey, spreadMs = 0): void {
  const query = draft.state.queries[key];
  if (query === undefined || query.fetching || query.waiting || !isDue(query) || !isWanted(query)) {
    return;
  }
  if (spreadMs > 0) {
    patchQuery(draft, key, { waiting: true });
    setTimer(draft, `fetch:${key}`, 0, spreadMs);
    return;
  }
  const id = draft.state.nextId;
  patch(draft, { nextId: id + 1 });
  const fetching = { id, startedAt: draft.now, forced: query.forced };
  patchQuery(draft, key, { forced: false, fetching });
  const holdId = query.query.kind === 'slots' ? ownHoldIn(draft, query) : null;
  draft.commands.push({ type: 'fetch', key, id, query: query.query, holdId });
}

/** RT26: the own hold hides nothing from its holder. A specialty may name its doctor for the first time. */
function ownHoldIn({ state: { ownHold } }: Draft, { query }: QueryState): string | null {
  const isAsked = ownHold !== null && (!('doctorId' in query) || query.doctorId === ownHold.doctorId);
  return isAsked ? ownHold.holdId : null;
}

/** Like {@link fetchIfDue}, without sitting out a delay that is still running. */
export function fetchNow(draft: Draft, key: QueryKey): void {
  if (draft.state.queries[key]?.waiting) {
    patchQuery(draft, key, { waiting: false });
    cancelTimer(draft, `fetch:${key}`);
  }
  fetchIfDue(draft, key);
}

export function fetchDelayOver(draft: Draft, key: QueryKey): void {
  patchQuery(draft, key, { waiting: false });
  fetchIfDue(draft, key);
}

/** RT10: time alone may have outdated what is shown. */
export function freshnessOver(draft: Draft, key: QueryKey): void {
  patchQuery(draft, key, { forced: true });
  fetchIfDue(draft, key);
}

export function goneOver(draft: Draft, key: QueryKey): void {
  const query = draft.state.queries[key];
  if (query !== undefined) {
    patchQuery(draft, key, { gone: stillGone(query.gone, null, draft.now) });
  }
}

export function fetchFailed(draft: Draft, key: QueryKey, id: number, problem: ApiProblem): void {
  const query = draft.state.queries[key];
  if (query?.fetching?.id !== id) {
    return;
  }
  const attempts = query.attempts + 1;
  const again = mayRetry(problem);
  patch(draft, { reachable: problem.status !== 0 });
  patchQuery(draft, key, { fetching: null, forced: true, attempts, error: problem, waiting: again });
  if (again) {
    setTimer(draft, `fetch:${key}`, backoffMs(attempts, 1000), 500);
  } else {
    patchQuery(draft, key, { once: false });
  }
}

export function answered(draft: Draft, key: QueryKey, id: number, answer: QueryAnswer): void {
  const query = draft.state.queries[key];
  if (query?.fetching?.id !== id) {
    return;
  }
  const asOf = epochMs(answer.value.asOf);
  const halfTripMs = (draft.now - query.fetching.startedAt) / 2;
  patch(draft, { reachable: true, clockOffsetMs: asOf + halfTripMs - draft.now });
  draft.confirmed = true;
  patchQuery(draft, key, { fetching: null, error: null, once: false });
  if (!isOlder(answer, query)) {
    show(draft, query, answer);
  } else {
    patchQuery(draft, key, { forced: true });
  }
  settle(draft, key, query.attempts);
}

/** RT7. Calendars also carry `rev`, which grows with changes that patients cannot notice. */
function isOlder(answer: QueryAnswer, { shown, doctors }: QueryState): boolean {
  if (shown === null) {
    return false;
  }
  const steps = numbersOf(answer).map(({ doctorId, seq }) => seq - (doctors[doctorId]?.shownSeq ?? -1));
  if (steps.some((by) => by !== 0)) {
    return steps.some((by) => by < 0);
  }
  return answer.kind === 'calendar' && shown.kind === 'calendar' && answer.value.rev < shown.value.rev;
}

function show(draft: Draft, query: QueryState, answer: QueryAnswer): void {
  const { key, query: asked, shown: before } = query;
  const changed = before !== null && looksDifferent(before, answer);
  const doctors = standings(draft, query, answer, changed);
  const isCovered = ({ doctorId, seq }: Cause) => seq <= (doctors[doctorId]?.shownSeq ?? seq);
  const covered = query.causes.filter(isCovered);
  const freshUntil = freshUntilOf(answer);
  patchQuery(draft, key, {
    shown: answer,
    partial: false,
    doctors,
    causes: query.causes.filter((cause) => !isCovered(cause)),
    gone: goneBeside(query, answer, covered, draft.now),
    freshUntil,
  });
  watchDoctorsOf(draft, key);
  leaveSoon(
    draft,
    Object.keys(query.doctors).filter((doctorId) => !(doctorId in doctors)),
  );
  keepGoneFor(draft, key);
  const delayMs = freshUntil - (draft.now + draft.state.clockOffsetMs);
  setTimer(draft, `fresh:${key}`, Math.max(LEAST_FRESH_MS, delayMs), FRESH_JITTER_MS);
  if (changed) {
    for (const { doctorId, seq, burst } of covered.filter(({ kind }) => kind === 'availability')) {
      considerToast(draft, doctorId, [{ kind: asked.kind, seq, burst }]);
    }
  }
}

/** Everybody the answer speaks of (RT23): who is new to the query must not be older in it than heard of. */
function standings(
  draft: Draft,
  query: QueryState,
  answer: QueryAnswer,
  changed: boolean,
): QueryState['doctors'] {
  const all = numbersOf(answer).map(({ doctorId, seq }): [string, Standing] => {
    const heard = draft.state.doctors[doctorId]?.heard ?? null;
    const before = query.doctors[doctorId] ?? { needSeq: heard ?? -1, unexplainedUpTo: null };
    const ranAhead = changed && heard !== null;
    const unexplainedUpTo = ranAhead ? Math.max(seq, before.unexplainedUpTo ?? 0) : before.unexplainedUpTo;
    return [doctorId, { shownSeq: seq, needSeq: before.needSeq, unexplainedUpTo }];
  });
  return Object.fromEntries(all);
}

/** Epoch ms by the clinic's clock (RT10, RT22, RT24). */
function freshUntilOf(answer: QueryAnswer): number {
  const asOf = epochMs(answer.value.asOf);
  if (answer.kind === 'calendar') {
    return Math.min(asOf + CALENDAR_FRESH_MS, ...answer.value.held.map(({ until }) => epochMs(until)));
  }
  const fresh = epochMs(answer.value.freshUntil);
  return 'doctors' in answer.value ? Math.min(fresh, asOf + SPECIALTY_FRESH_MS) : fresh;
}

/** What just went stays in view for a moment (RT20). */
export function keepGoneFor(draft: Draft, key: QueryKey): void {
  if (draft.state.queries[key]?.gone.length) {
    setTimer(draft, `gone:${key}`, GONE_MS);
  }
}

/** What was offered before `answer` and is not any more, with what went a moment ago. */
export function goneBeside(query: QueryState, answer: QueryAnswer, causes: readonly Cause[], now: number) {
  const before = query.shown;
  if (answer.kind !== 'slots' || before?.kind !== 'slots') {
    return [];
  }
  return [...stillGone(query.gone, answer.value, now), ...goneSlots(before.value, answer.value, causes, now)];
}

/** RT8: an answer that a heard change has overtaken is not the last word. */
function settle(draft: Draft, key: QueryKey, attempts: number): void {
  const query = draft.state.queries[key];
  if (query === undefined || !isDue(query)) {
    patchQuery(draft, key, { attempts: 0 });
    return;
  }
  patchQuery(draft, key, { attempts: attempts + 1 });
  if (attempts < 2) {
    fetchIfDue(draft, key);
  } else {
    // A server that keeps answering from the past must not be asked in a tight loop.
    patchQuery(draft, key, { waiting: true });
    setTimer(draft, `fetch:${key}`, Math.min(LONGEST_LAG_MS, backoffMs(attempts, 200)), 100);
  }
}
