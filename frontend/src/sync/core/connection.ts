import type { ConnectionStatus } from '../sync-types.ts';
import { catchUp } from './doctors.ts';
import { cancelTimer, type Draft, patch, patchDoctor, patchQuery, setTimer } from './draft.ts';
import { fetchIfDue, fetchNow } from './fetching.ts';
import { watch } from './rooms.ts';
import { isAllCaughtUp, isFollowed, type SyncState, watchedDoctors } from './state.ts';
import {
  askForOthers,
  isSpokenFor,
  JITTER_MS,
  pollPeriodMs,
  pollSoon,
  tellReached,
  tellShown,
} from './turns.ts';

/** With its jitter, its limit of five seconds and a read after it, within thirty seconds. */
const CHECK_MS = 23_000;
const CHECK_AGAIN_MS = 5000;
const PING_LIMIT_MS = 5000;
/** A booking tells of itself twice; the second news needs no reading of its own (RT22). */
const APPOINTMENTS_DELAY_MS = 150;

/** RT21 */
export function connectionStatus(state: SyncState): ConnectionStatus {
  if (!state.online || (!state.reachable && state.socket !== 'connecting')) {
    return 'offline';
  }
  if (state.socket === 'down') {
    return 'polling';
  }
  const isAsking = watchedDoctors(state).some(({ watch: room }) => room === 'asked');
  return state.socket === 'connecting' || isAsking || !isAllCaughtUp(state) ? 'catching-up' : 'live';
}

export function socketUp(draft: Draft): void {
  patch(draft, { socket: 'up' });
  cancelTimer(draft, 'poll');
  setTimer(draft, 'check', CHECK_MS, JITTER_MS);
  for (const { doctorId } of Object.values(draft.state.doctors)) {
    // A doctor whose page was just left has a place in the room until it is given up.
    if (isFollowed(draft.state, doctorId)) {
      watch(draft, doctorId);
    }
  }
  if (!draft.state.reachable) {
    draft.commands.push({ type: 'ping', limitMs: PING_LIMIT_MS });
  }
  readAgain(draft);
}

export function socketDown(draft: Draft): void {
  if (draft.state.socket === 'down') {
    return;
  }
  patch(draft, { socket: 'down', toldAt: draft.now });
  cancelTimer(draft, 'check');
  pollSoon(draft);
}

/** RT29: of all tabs, one asks; the others say what they show. */
export function pollDue(draft: Draft): void {
  if (mayPoll(draft.state) && isSpokenFor(draft)) {
    tellShown(draft);
  } else {
    poll(draft);
  }
}

/** RT16: only while the socket is down, and not while nobody can see it. */
function mayPoll({ socket, visible, online }: SyncState): boolean {
  return socket !== 'up' && visible && online;
}

function poll(draft: Draft): void {
  if (!mayPoll(draft.state)) {
    return;
  }
  patch(draft, { lastPollAt: draft.now });
  askWhatChanged(draft);
  askForOthers(draft);
  readAgain(draft);
  schedulePoll(draft);
}

function schedulePoll(draft: Draft): void {
  const { polls, lastPollAt } = draft.state;
  // Who does not ask says how things are a period from now.
  const since = polls ? lastPollAt : draft.now;
  setTimer(draft, 'poll', Math.max(0, since + pollPeriodMs(draft.state) - draft.now), JITTER_MS);
}

/** RT17: lost events are found within this period, whatever lost them. */
export function checkDue(draft: Draft): void {
  if (draft.state.socket === 'up' && draft.state.visible) {
    askWhatChanged(draft);
    setTimer(draft, 'check', CHECK_MS, JITTER_MS);
  }
}

function askWhatChanged(draft: Draft): void {
  const doctors = watchedDoctors(draft.state);
  for (const { doctorId } of doctors) {
    catchUp(draft, doctorId);
  }
  if (!doctors.some(({ doctorId }) => draft.state.doctors[doctorId]?.catchingUp)) {
    draft.commands.push({ type: 'ping', limitMs: PING_LIMIT_MS });
  }
}

/** What no number tells of (visits), and what failed before. */
function readAgain(draft: Draft): void {
  draft.commands.push({ type: 'read-appointments' });
  for (const query of Object.values(draft.state.queries)) {
    if (query.query.kind === 'calendar' && query.watchers > 0) {
      patchQuery(draft, query.key, { forced: true });
    }
    fetchNow(draft, query.key);
  }
}

/** RT12 */
export function resync(draft: Draft): void {
  for (const { doctorId, catchingUp } of Object.values(draft.state.doctors)) {
    if (isFollowed(draft.state, doctorId)) {
      patchDoctor(draft, doctorId, { doubt: true, doubtedSince: catchingUp });
      catchUp(draft, doctorId);
    }
  }
  readAgain(draft);
}

export function visibilityChanged(draft: Draft, visible: boolean): void {
  if (visible === draft.state.visible) {
    return;
  }
  patch(draft, { visible });
  if (!visible) {
    return;
  }
  outdateByTime(draft);
  if (draft.state.socket === 'up') {
    checkDue(draft);
    readAgain(draft);
  } else {
    poll(draft);
  }
}

/** RT10: timers of hidden pages are slowed down or sleep with the device. */
function outdateByTime(draft: Draft): void {
  for (const { key, freshUntil } of Object.values(draft.state.queries)) {
    if (freshUntil !== null && freshUntil <= draft.now + draft.state.clockOffsetMs) {
      patchQuery(draft, key, { forced: true });
    }
  }
}

/** RT40: the connection may have died without knowing, and nothing was heard meanwhile. */
export function woken(draft: Draft): void {
  outdateByTime(draft);
  draft.commands.push({ type: 'reconnect' });
  resync(draft);
}

export function activityChanged(draft: Draft, active: boolean): void {
  patch(draft, { active });
  if (draft.state.socket === 'down' && draft.state.visible) {
    schedulePoll(draft);
  }
}

export function networkChanged(draft: Draft, online: boolean): void {
  if (online === draft.state.online) {
    return;
  }
  patch(draft, { online, ...(online ? { reachable: true, toldAt: draft.now } : {}) });
  if (online) {
    draft.commands.push({ type: 'reconnect' });
    pollDue(draft);
    for (const key of Object.keys(draft.state.queries)) {
      // Another tab may be the one that asks what changed; what is due here only this one can read.
      fetchNow(draft, key);
    }
  }
}

/** The person asks for it: everything at once. */
export function retry(draft: Draft): void {
  if (draft.state.socket !== 'up') {
    draft.commands.push({ type: 'reconnect' });
  }
  askWhatChanged(draft);
  readAgain(draft);
}

export function pinged(draft: Draft, reached: boolean): void {
  patch(draft, { reachable: reached });
  draft.confirmed ||= reached;
  if (reached) {
    tellReached(draft);
  }
  if (!reached && draft.state.socket === 'up') {
    setTimer(draft, 'check', CHECK_AGAIN_MS, JITTER_MS);
  }
}

export function appointmentUpdated(draft: Draft): void {
  draft.commands.push({ type: 'read-appointments' });
  setTimer(draft, 'appointments', APPOINTMENTS_DELAY_MS);
}

/** RT22: calendars show visits; those read since the news are right already. */
export function appointmentsDelayOver(draft: Draft): void {
  const newsAt = draft.now - APPOINTMENTS_DELAY_MS;
  for (const { key, query, watchers, fetching } of Object.values(draft.state.queries)) {
    if (query.kind === 'calendar' && watchers > 0 && !(fetching && fetching.startedAt >= newsAt)) {
      patchQuery(draft, key, { forced: true });
      fetchIfDue(draft, key);
    }
  }
}
