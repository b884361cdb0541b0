import type { QueryKey } from '../query.ts';
import type { OwnHold, ToldDay } from '../sync-types.ts';
import { type Draft, patch, patchQuery } from './draft.ts';
import { fetchIfDue, fetchNow, goneBeside, keepGoneFor } from './fetching.ts';
import type { QueryAnswer } from './state.ts';

/** RT26: answers that were asked for with another hold, or with none, do not show what may be chosen now. */
export function ownHoldIs(draft: Draft, ownHold: OwnHold | null): void {
  const before = draft.state.ownHold;
  if (before?.holdId === ownHold?.holdId) {
    return;
  }
  patch(draft, { ownHold });
  for (const { key, query, doctors } of Object.values(draft.state.queries)) {
    const isMet = [before, ownHold].some((hold) => hold !== null && hold.doctorId in doctors);
    if (query.kind === 'slots' && isMet) {
      patchQuery(draft, key, { forced: true });
      fetchIfDue(draft, key);
    }
  }
}

/** RT27: a day out of a refusal is shown at once, if it is not older than what is shown; the rest is read after it. */
export function dayTold(draft: Draft, key: QueryKey, { doctorId, seq, day }: ToldDay): void {
  const query = draft.state.queries[key];
  const standing = query?.doctors[doctorId];
  const value = query?.shown?.kind === 'slots' ? query.shown.value : undefined;
  if (query === undefined || standing === undefined || value === undefined || 'doctors' in value) {
    // Nothing to put the day into: times of several doctors are never shown by halves.
    patchQuery(draft, key, { forced: true });
  } else if (seq >= standing.shownSeq) {
    const days = value.days.map((shown) => (shown.date === day.date ? day : shown));
    const answer: QueryAnswer = { kind: 'slots', value: { ...value, seq, days } };
    patchQuery(draft, key, {
      shown: answer,
      partial: true,
      doctors: { ...query.doctors, [doctorId]: { ...standing, shownSeq: seq } },
      gone: goneBeside(query, answer, query.causes, draft.now),
    });
    keepGoneFor(draft, key);
  }
  fetchNow(draft, key);
}
