import { coveredInstants, type Query, type QueryKey, queryKey } from '../query.ts';
import { watch } from './doctors.ts';
import { cancelTimer, type Draft, patch, patchDoctor, patchQuery, setTimer } from './draft.ts';
import { fetchIfDue, fetchNow } from './fetching.ts';
import { isDoctorWatched, isWanted, type QueryState } from './state.ts';

/** Pages change and come back; leaving a room in between would break the chain for nothing. */
const LINGER_MS = 10_000;
/** Answers that nobody watches any more are kept for going back and forth between months. */
const KEPT_QUERIES = 12;

export function queryWatched(draft: Draft, query: Query): void {
  const key = remember(draft, query);
  const known = draft.state.queries[key];
  if (known === undefined) {
    return;
  }
  patchQuery(draft, key, {
    watchers: known.watchers + 1,
    forced: known.forced || isOutdatedByTime(draft, known),
    // What changed while nobody looked is no news to somebody who comes to look.
    ...(known.watchers === 0 ? { causes: [], unexplainedUpTo: null, gone: [] } : {}),
  });
  cancelTimer(draft, `linger:${query.doctorId}`);
  if (draft.state.doctors[query.doctorId]?.watch === 'none' && draft.state.socket === 'up') {
    watch(draft, query.doctorId);
  }
  fetchIfDue(draft, key);
}

export function queryReleased(draft: Draft, key: QueryKey): void {
  const query = draft.state.queries[key];
  if (query === undefined || query.watchers === 0) {
    return;
  }
  patchQuery(draft, key, { watchers: query.watchers - 1 });
  if (query.watchers === 1) {
    forgetOldest(draft);
    if (!isDoctorWatched(draft.state, query.query.doctorId)) {
      setTimer(draft, `linger:${query.query.doctorId}`, LINGER_MS);
    }
  }
}

export function queryPrefetched(draft: Draft, query: Query): void {
  const key = remember(draft, query);
  if (draft.state.queries[key]?.shown === null) {
    patchQuery(draft, key, { once: true });
    fetchIfDue(draft, key);
  }
}

export function refresh(draft: Draft, key: QueryKey): void {
  patchQuery(draft, key, { forced: true });
  fetchNow(draft, key);
}

function isOutdatedByTime(draft: Draft, query: QueryState): boolean {
  return query.freshUntil !== null && query.freshUntil <= draft.now + draft.state.clockOffsetMs;
}

function remember(draft: Draft, query: Query): QueryKey {
  const key = queryKey(query);
  patchDoctor(draft, query.doctorId, {});
  const heard = draft.state.doctors[query.doctorId]?.heard ?? -1;
  if (draft.state.queries[key] === undefined) {
    const made: QueryState = {
      key,
      query,
      ...coveredInstants(query),
      watchers: 0,
      once: false,
      shown: null,
      shownSeq: -1,
      // What was heard before the query existed must be in its first answer, too.
      needSeq: heard,
      forced: false,
      fetching: null,
      waiting: false,
      attempts: 0,
      error: null,
      causes: [],
      unexplainedUpTo: null,
      gone: [],
      freshUntil: null,
    };
    patch(draft, { queries: { ...draft.state.queries, [key]: made } });
  }
  return key;
}

function forgetOldest(draft: Draft): void {
  const idle = Object.values(draft.state.queries).filter((query) => !isWanted(query) && !query.fetching);
  for (const { key } of idle.slice(0, Math.max(0, idle.length - KEPT_QUERIES))) {
    const { [key]: _forgotten, ...queries } = draft.state.queries;
    patch(draft, { queries });
    for (const kind of ['fetch', 'fresh', 'gone'] as const) {
      cancelTimer(draft, `${kind}:${key}`);
    }
  }
}
