import * as connection from './core/connection.ts';
import * as doctors from './core/doctors.ts';
import { type Draft, patch } from './core/draft.ts';
import * as fetching from './core/fetching.ts';
import * as holds from './core/holds.ts';
import type { Command, Input, TimerKind } from './core/messages.ts';
import * as pages from './core/pages.ts';
import { isAllCaughtUp, type SyncState } from './core/state.ts';
import * as turns from './core/turns.ts';
import * as writes from './core/writes.ts';

export interface Step {
  readonly state: SyncState;
  readonly commands: readonly Command[];
}

/**
 * The whole synchronisation as one pure function: what was learnt at `now` (epoch ms, this device's clock) gives the
 * next state and what is to be done. Rules: docs/spec/sync.md.
 */
export function step(state: SyncState, input: Input, now: number): Step {
  const draft: Draft = { now, state, commands: [], confirmed: false };
  const handle = handlers[input.type] as (draft: Draft, input: Input) => void;
  handle(draft, input);
  if (draft.confirmed && isAllCaughtUp(draft.state)) {
    patch(draft, { asOf: now + draft.state.clockOffsetMs });
  }
  return { state: draft.state, commands: draft.commands };
}

type Handlers = {
  readonly [Type in Input['type']]: (draft: Draft, input: Extract<Input, { type: Type }>) => void;
};

const handlers: Handlers = {
  'query-watched': (draft, { query }) => {
    pages.queryWatched(draft, query);
    turns.showsMore(draft);
  },
  'query-released': (draft, { key }) => pages.queryReleased(draft, key),
  'query-prefetched': (draft, { query }) => pages.queryPrefetched(draft, query),
  refresh: (draft, { key }) => pages.refresh(draft, key),
  retry: connection.retry,
  'socket-up': connection.socketUp,
  'socket-down': connection.socketDown,
  'watch-acked': (draft, { doctorId, seq }) => doctors.watchAcked(draft, doctorId, seq),
  'watch-failed': (draft, { doctorId, refused }) => doctors.watchFailed(draft, doctorId, refused),
  change: (draft, { change }) => doctors.heardOf(draft, change),
  resync: connection.resync,
  'appointment-updated': connection.appointmentUpdated,
  'caught-up': (draft, { answer, since }) => {
    doctors.caughtUp(draft, answer, since);
    turns.tellOthers(draft, answer.doctorId, answer.seq);
  },
  'catch-up-failed': (draft, { doctorId, problem }) => doctors.catchUpFailed(draft, doctorId, problem),
  pinged: (draft, { reached }) => connection.pinged(draft, reached),
  answered: (draft, { key, id, answer }) => fetching.answered(draft, key, id, answer),
  'fetch-failed': (draft, { key, id, problem }) => fetching.fetchFailed(draft, key, id, problem),
  timer: (draft, { id }) => {
    const colon = id.indexOf(':');
    const kind = (colon < 0 ? id : id.slice(0, colon)) as TimerKind;
    timers[kind](draft, colon < 0 ? '' : id.slice(colon + 1));
  },
  'write-started': (draft, { doctorId }) => writes.writeStarted(draft, doctorId),
  'write-ended': (draft, { doctorId, seq }) => writes.writeEnded(draft, doctorId, seq),
  'own-hold': (draft, { ownHold }) => holds.ownHoldIs(draft, ownHold),
  'day-told': (draft, { key, told }) => holds.dayTold(draft, key, told),
  'tab-news': (draft, { doctorId, seq }) => {
    writes.toldOf(draft, doctorId, seq);
    turns.othersHeard(draft, doctorId, seq);
  },
  'tab-shows': (draft, { doctors: shown }) => turns.shownElsewhere(draft, shown),
  'tab-reached': turns.othersReached,
  turn: (draft, { polls }) => turns.turnChanged(draft, polls),
  visibility: (draft, { visible }) => connection.visibilityChanged(draft, visible),
  activity: (draft, { active }) => connection.activityChanged(draft, active),
  network: (draft, { online }) => connection.networkChanged(draft, online),
  woken: connection.woken,
};

/** The second argument is the key or the doctor the timer is about. */
const timers: Readonly<Record<TimerKind, (draft: Draft, subject: string) => void>> = {
  fetch: fetching.fetchDelayOver,
  fresh: fetching.freshnessOver,
  gone: fetching.goneOver,
  linger: doctors.unwatch,
  watch: doctors.watchAgain,
  'catch-up': doctors.catchUpAgain,
  news: writes.newsDelayOver,
  poll: connection.pollDue,
  check: connection.checkDue,
  appointments: connection.appointmentsDelayOver,
};
