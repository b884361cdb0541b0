import type { Change, ChangesAnswer } from '@openslot/shared/contracts/changes';
import type { AvailabilityAction } from '@openslot/shared/realtime/events';
import { type ApiProblem, mayRetry } from '../../lib/api-error.ts';
import { epochMs } from '../../lib/clock.ts';
import {
  backoffMs,
  cancelTimer,
  type Draft,
  patch,
  patchDoctor,
  patchQuery,
  patchStanding,
  setTimer,
} from './draft.ts';
import { fetchIfDue, fetchNow } from './fetching.ts';
import { watch } from './rooms.ts';
import { explainGone } from './shown-slots.ts';
import { type Cause, isDoctorWatched, isFollowed, type QueryState, queriesOf } from './state.ts';
import { burstOf, considerToast } from './toasts.ts';

const CATCH_UP_LIMIT_MS = 5000;
const WATCH_RETRY_MS = 2000;
const REFUSED_RETRY_MS = 30_000;
/** After so many fruitless catch-ups a number that was only told of is taken for a mistake. */
const GIVE_UP_AFTER = 6;

export function watchAgain(draft: Draft, doctorId: string): void {
  const { watch: room } = draft.state.doctors[doctorId] ?? { watch: 'none' };
  if (draft.state.socket === 'up' && (room === 'asked' || room === 'refused')) {
    watch(draft, doctorId);
  }
}

/** The last page that showed the doctor is gone for good: the chain ends here (RT13). */
export function unwatch(draft: Draft, doctorId: string): void {
  if (isDoctorWatched(draft.state, doctorId)) {
    return;
  }
  const { watch: before } = draft.state.doctors[doctorId] ?? { watch: 'none' };
  patchDoctor(draft, doctorId, { heard: null, known: -1, watch: 'none', doubt: false });
  if (before !== 'none' && draft.state.socket === 'up') {
    draft.commands.push({ type: 'unwatch', doctorId });
  }
}

export function watchFailed(draft: Draft, doctorId: string, refused: boolean): void {
  if (draft.state.doctors[doctorId]?.watch !== 'asked') {
    return;
  }
  patchDoctor(draft, doctorId, { watch: refused ? 'refused' : 'asked' });
  setTimer(draft, `watch:${doctorId}`, refused ? REFUSED_RETRY_MS : WATCH_RETRY_MS, 500);
  if (refused) {
    closeGap(draft, doctorId);
  }
}

/** RT1, RT4: the first ack begins the chain; a later one only tells how far the clinic is. */
export function watchAcked(draft: Draft, doctorId: string, seq: number): void {
  const doctor = draft.state.doctors[doctorId];
  if (doctor === undefined || doctor.watch === 'none') {
    return;
  }
  draft.confirmed = true;
  patchDoctor(draft, doctorId, { watch: 'acked' });
  learnOf(draft, doctorId, seq);
  beginChain(draft, doctorId, seq);
  closeGap(draft, doctorId);
}

/** RT2 to RT5: one numbered change, from the socket or from a catch-up. */
export function heardOf(draft: Draft, change: Change): void {
  const { doctorId, seq } = change.payload;
  const doctor = draft.state.doctors[doctorId];
  if (doctor === undefined || doctor.watch === 'none') {
    return;
  }
  draft.confirmed = true;
  learnOf(draft, doctorId, seq);
  if (doctor.heard !== null && seq === doctor.heard + 1) {
    take(draft, change);
  }
  closeGap(draft, doctorId);
}

/** The clinic is known to be at least at `seq`. */
export function learnOf(draft: Draft, doctorId: string, seq: number): void {
  patchDoctor(draft, doctorId, { known: Math.max(seq, draft.state.doctors[doctorId]?.known ?? -1) });
}

/** RT4: asks for the missing changes when some are known to exist. Before the first ack there is no chain to mend. */
export function closeGap(draft: Draft, doctorId: string): void {
  const doctor = draft.state.doctors[doctorId];
  if (doctor?.heard != null && doctor.known > doctor.heard) {
    catchUp(draft, doctorId);
  }
}

/** Reads what changed since the chain's end, or, without a chain, since the oldest answer shown. One at a time. */
export function catchUp(draft: Draft, doctorId: string): void {
  const doctor = draft.state.doctors[doctorId];
  if (doctor === undefined || doctor.catchingUp) {
    return;
  }
  const since = numberOf(draft, doctorId);
  if (since !== null) {
    patchDoctor(draft, doctorId, { catchingUp: true });
    draft.commands.push({ type: 'catch-up', doctorId, since, limitMs: CATCH_UP_LIMIT_MS });
  }
}

/** The end of the chain, or, without one, the number of the oldest answer shown. */
export function numberOf(draft: Draft, doctorId: string): number | null {
  return draft.state.doctors[doctorId]?.heard ?? oldestShown(draft, doctorId);
}

function oldestShown(draft: Draft, doctorId: string): number | null {
  const shown = queriesOf(draft.state, doctorId).filter((query) => query.shown !== null);
  const seqs = shown.map(({ doctors }) => doctors[doctorId]?.shownSeq ?? -1);
  return seqs.length === 0 ? null : Math.min(...seqs);
}

export function catchUpFailed(draft: Draft, doctorId: string, problem: ApiProblem): void {
  const failures = (draft.state.doctors[doctorId]?.failures ?? 0) + 1;
  patch(draft, { reachable: !mayRetry(problem) });
  if (draft.state.doctors[doctorId] === undefined) {
    // Asked for another tab (RT30).
    return;
  }
  patchDoctor(draft, doctorId, { catchingUp: false, doubtedSince: false, failures });
  if (mayRetry(problem) && draft.state.socket === 'up') {
    setTimer(draft, `catch-up:${doctorId}`, backoffMs(failures, 1000), 500);
  }
}

export function catchUpAgain(draft: Draft, doctorId: string): void {
  if (isFollowed(draft.state, doctorId)) {
    catchUp(draft, doctorId);
  }
}

/** RT5 */
export function caughtUp(draft: Draft, answer: ChangesAnswer, since: number): void {
  const { doctorId, seq } = answer;
  const doctor = draft.state.doctors[doctorId];
  if (!doctor?.catchingUp) {
    return;
  }
  patch(draft, { reachable: true });
  draft.confirmed = true;
  const { doubtedSince } = doctor;
  patchDoctor(draft, doctorId, { catchingUp: false, doubt: doubtedSince, doubtedSince: false });
  if (!isFollowed(draft.state, doctorId)) {
    return;
  }
  beginChain(draft, doctorId, since);
  if (answer.reset) {
    if (seq < since) {
      goBack(draft, doctorId, seq);
    }
    startOver(draft, doctorId, seq);
  } else {
    takeAll(draft, doctorId, answer);
  }
  goOnIfBehind(draft, doctorId);
  if (doubtedSince) {
    catchUp(draft, doctorId);
  }
}

/** RT1: from here on every change is heard, and everything older is due. */
function beginChain(draft: Draft, doctorId: string, seq: number): void {
  if (draft.state.doctors[doctorId]?.heard !== null) {
    return;
  }
  patchDoctor(draft, doctorId, { heard: seq });
  for (const query of queriesOf(draft.state, doctorId)) {
    needAtLeast(draft, query, doctorId, seq);
    fetchIfDue(draft, query.key);
  }
}

/** Changes may have come while the answer was on its way; asked again with patience, for the news may also be wrong. */
function goOnIfBehind(draft: Draft, doctorId: string): void {
  const { heard = null, known = -1, failures = 0 } = draft.state.doctors[doctorId] ?? {};
  if (heard === null || heard >= known) {
    patchDoctor(draft, doctorId, { failures: 0 });
    if (failures > 0) {
      cancelTimer(draft, `catch-up:${doctorId}`);
    }
  } else if (failures < GIVE_UP_AFTER) {
    patchDoctor(draft, doctorId, { failures: failures + 1 });
    setTimer(draft, `catch-up:${doctorId}`, backoffMs(failures, 100), 100);
  } else {
    patchDoctor(draft, doctorId, { failures: 0, known: heard });
  }
}

function takeAll(draft: Draft, doctorId: string, { changes, seq }: ChangesAnswer): void {
  const heard = (): number => draft.state.doctors[doctorId]?.heard ?? -1;
  for (const change of changes) {
    if (change.payload.seq === heard() + 1) {
      take(draft, change);
    }
  }
  if (heard() < seq) {
    // The answer promises no hole. Should one be there, nothing shown may be trusted.
    startOver(draft, doctorId, seq);
  }
}

/** Everything shown of the doctor is read again. */
function startOver(draft: Draft, doctorId: string, seq: number): void {
  const { heard = null, known = -1 } = draft.state.doctors[doctorId] ?? {};
  const upTo = Math.max(heard ?? -1, seq);
  patchDoctor(draft, doctorId, { heard: upTo, known: Math.max(known, seq), profileSeq: upTo });
  for (const query of queriesOf(draft.state, doctorId)) {
    const causes = query.causes.filter((cause) => cause.doctorId !== doctorId);
    patchQuery(draft, query.key, { forced: true, causes });
    patchStanding(draft, query.key, doctorId, { unexplainedUpTo: null });
    needAtLeast(draft, query, doctorId, seq);
    fetchNow(draft, query.key);
  }
}

/** The clinic is behind what it was asked for: a restored backup. Its numbers count anew from there. */
function goBack(draft: Draft, doctorId: string, seq: number): void {
  patchDoctor(draft, doctorId, { heard: seq, known: seq });
  for (const { key, doctors } of queriesOf(draft.state, doctorId)) {
    const { shownSeq = -1, needSeq = -1 } = doctors[doctorId] ?? {};
    // An answer from before would look newer than all that come after it.
    patchQuery(draft, key, { fetching: null });
    patchStanding(draft, key, doctorId, {
      shownSeq: Math.min(shownSeq, seq),
      needSeq: Math.min(needSeq, seq),
    });
  }
}

function needAtLeast(draft: Draft, { key, doctors }: QueryState, doctorId: string, seq: number): void {
  patchStanding(draft, key, doctorId, { needSeq: Math.max(doctors[doctorId]?.needSeq ?? -1, seq) });
}

/** RT3: the change is the next of the chain. */
function take(draft: Draft, change: Change): void {
  const { doctorId, seq, from, to, spreadMs } = change.payload;
  patchDoctor(draft, doctorId, { heard: seq, ...(isOfProfile(change) && { profileSeq: seq }) });
  const cause = causeOf(draft, change);
  const [fromMs, toMs] = [epochMs(from), to === null ? Number.POSITIVE_INFINITY : epochMs(to)];
  for (const query of queriesOf(draft.state, doctorId)) {
    if (fromMs < query.toMs && query.fromMs < toMs) {
      touch(draft, query, cause);
      fetchIfDue(draft, query.key, spreadMs);
    }
  }
}

const OF_PROFILE: readonly AvailabilityAction[] = [
  'clinic_rules_updated',
  'doctor_updated',
  'doctor_deactivated',
  'doctor_reactivated',
];

function isOfProfile({ name, payload }: Change): boolean {
  return name === 'doctor-availability-updated' && OF_PROFILE.includes(payload.action);
}

function touch(draft: Draft, query: QueryState, cause: Cause): void {
  const { doctorId, seq } = cause;
  const { shownSeq = -1, unexplainedUpTo = null } = query.doctors[doctorId] ?? {};
  if (shownSeq < seq) {
    needAtLeast(draft, query, doctorId, seq);
    patchQuery(draft, query.key, { causes: [...query.causes, cause] });
    return;
  }
  // The shown answer includes the change already: the news only explains what was seen to change.
  if (cause.kind === 'slot') {
    patchQuery(draft, query.key, { gone: explainGone(query.gone, cause) });
  } else if (query.watchers > 0 && unexplainedUpTo !== null && seq <= unexplainedUpTo) {
    considerToast(draft, doctorId, [{ kind: query.query.kind, seq, burst: cause.burst }]);
  }
}

function causeOf(draft: Draft, change: Change): Cause {
  const { doctorId, seq } = change.payload;
  if (change.name === 'availability-slot-changed') {
    const spans = change.payload.changes.map(({ startsAt, endsAt }) => ({
      start: epochMs(startsAt),
      end: epochMs(endsAt),
    }));
    return { doctorId, seq, kind: 'slot', spans, burst: draft.state.burst.id };
  }
  return { doctorId, seq, kind: 'availability', spans: [], burst: burstOf(draft) };
}
