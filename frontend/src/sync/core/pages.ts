import { coveredInstants, type Query, type QueryKey, queryKey } from '../query.ts';
import { cancelTimer, type Draft, patch, patchDoctor, patchQuery } from './draft.ts';
import { fetchIfDue, fetchNow } from './fetching.ts';
import { leaveSoon, watchDoctorsOf } from './rooms.ts';
import { isWanted, type QueryState, type Standing } from './state.ts';

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
    ...(known.watchers === 0 ? { causes: [], doctors: explained(known.doctors), gone: [] } : {}),
  });
  watchDoctorsOf(draft, key);
  fetchIfDue(draft, key);
}

export function queryReleased(draft: Draft, key: QueryKey): void {
  const query = draft.state.queries[key];
  if (query === undefined || query.watchers === 0) {
    return;
  }
  patchQuery(draft, key, { watchers: query.watchers - 1 });
  forgetOldest(draft);
  leaveSoon(draft, Object.keys(query.doctors));
}

function explained(doctors: QueryState['doctors']): QueryState['doctors'] {
  return Object.fromEntries(
    Object.entries(doctors).map(([doctorId, standing]) => [doctorId, { ...standing, unexplainedUpTo: null }]),
  );
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
  if (draft.state.queries[key] === undefined) {
    const made: QueryState = {
      key,
      query,
      ...coveredInstants(query),
      watchers: 0,
      once: false,
      shown: null,
      doctors: 'doctorId' in query ? { [query.doctorId]: unread(draft, query.doctorId) } : {},
      forced: false,
      partial: false,
      fetching: null,
      waiting: false,
      attempts: 0,
      error: null,
      causes: [],
      gone: [],
      freshUntil: null,
    };
    patch(draft, { queries: { ...draft.state.queries, [key]: made } });
  }
  return key;
}

/** What was heard before the query existed must be in its first answer, too. */
function unread(draft: Draft, doctorId: string): Standing {
  patchDoctor(draft, doctorId, {});
  const needSeq = draft.state.doctors[doctorId]?.heard ?? -1;
  return { shownSeq: -1, needSeq, unexplainedUpTo: null };
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
