import type { StoreApi } from 'zustand/vanilla';
import type { Api } from '../lib/api-client.ts';
import type { Clock } from '../lib/clock.ts';
import type { AppointmentsStore } from '../state/appointments-store.ts';
import type { ToastsStore } from '../state/toasts-store.ts';
import { createAppointmentsReader } from './appointments-reader.ts';
import { connectionStatus } from './core/connection.ts';
import type { Input, TimerId } from './core/messages.ts';
import { initialState, isCaughtUp, type SyncState } from './core/state.ts';
import { turnWish } from './core/turns.ts';
import type { Freshness } from './freshness.ts';
import { laterTurn } from './later-turn.ts';
import { followPage } from './page-activity.ts';
import type { PollingTurn } from './polling-turn.ts';
import { type Query, queryKey } from './query.ts';
import { runCommands } from './run-command.ts';
import { createSocket, type LiveSocket, type SocketListener } from './socket.ts';
import { step } from './sync-core.ts';
import type { AvailabilityState, ConnectionState, Sync } from './sync-types.ts';
import type { Tabs } from './tabs.ts';
import { createTimers } from './timers.ts';
import { createViews } from './views.ts';

interface Dependencies {
  readonly api: Api;
  readonly clock: Clock;
  readonly tabs: Tabs;
  readonly stores: {
    readonly availability: StoreApi<AvailabilityState>;
    readonly connection: StoreApi<ConnectionState>;
    readonly appointments: AppointmentsStore;
    readonly toasts: ToastsStore;
  };
  readonly socket?: LiveSocket;
  readonly followPage?: typeof followPage;
  readonly random?: () => number;
  readonly turn?: PollingTurn;
  readonly freshness?: Freshness;
}

export interface RunningSync extends Sync {
  /** Opens the connection; gives the function that ends everything. */
  readonly start: () => () => void;
  /** Connects anew, because who is signed in has changed. */
  readonly reconnect: () => void;
}

type Dispatch = (input: Input) => void;

/** The one owner of the socket, of every timer and of every read that keeps a screen fresh; what to do, `step` decides. */
export function createSync({ api, clock, tabs, stores, ...given }: Dependencies): RunningSync {
  const socket = given.socket ?? createSocket();
  const appointments = createAppointmentsReader(api, stores.appointments);
  const timers = createTimers<TimerId>(given.random ?? Math.random);
  const turn = given.turn ?? laterTurn(clock);
  const publish = createPublisher(stores);
  const ended = new AbortController();
  const means = { api, socket, tabs, timers, toasts: stores.toasts, appointments, signal: ended.signal };
  const afterEach = new Set<() => void>();
  let state = initialState();

  const dispatch: Dispatch = (input) => {
    if (ended.signal.aborted) {
      return;
    }
    const next = step(state, input, clock.now());
    state = next.state;
    publish(state);
    given.freshness?.(input, state);
    runCommands(next.commands, means, dispatch);
    turn.want(turnWish(state));
    for (const look of [...afterEach]) {
      look();
    }
  };

  const watchQuery = (query: Query): (() => void) => {
    dispatch({ type: 'query-watched', query });
    return once(() => dispatch({ type: 'query-released', key: queryKey(query) }));
  };

  return {
    watchSlots: watchQuery,
    watchMonths: watchQuery,
    watchCalendar: watchQuery,
    watchAppointments: appointments.watch,
    refreshAppointments: appointments.read,
    prefetch: (query) => dispatch({ type: 'query-prefetched', query }),
    refresh: (key) => dispatch({ type: 'refresh', key }),
    retry: () => dispatch({ type: 'retry' }),
    now: () => clock.now() + state.clockOffsetMs,
    reconnect: socket.reconnect,
    write: (doctorId, change) => write(doctorId, change, dispatch),
    setOwnHold: (ownHold) => dispatch({ type: 'own-hold', ownHold }),
    showDay: (key, told) => dispatch({ type: 'day-told', key, told }),
    whenCaughtUp: (doctorId, limitMs) =>
      until(() => isCaughtUp(state, doctorId) || ended.signal.aborted, limitMs, afterEach),
    start() {
      const stopListening = listen(tabs, given.followPage ?? followPage, dispatch);
      turn.start((polls) => dispatch({ type: 'turn', polls }));
      socket.connect(socketListener(dispatch));
      return () => {
        ended.abort();
        stopListening();
        appointments.stop();
        timers.stop();
        turn.stop();
        socket.close();
      };
    },
  };
}

function createPublisher(stores: Dependencies['stores']): (state: SyncState) => void {
  const views = createViews();
  return (state) => {
    stores.availability.setState(views(state), true);
    const status = connectionStatus(state);
    const shown = stores.connection.getState();
    if (shown.status !== status || shown.asOf !== state.asOf) {
      stores.connection.setState({ status, asOf: state.asOf });
    }
  };
}

function listen(tabs: Tabs, follow: typeof followPage, dispatch: Dispatch): () => void {
  const stopTabs = tabs.listen((message) => {
    if (message.type === 'changed') {
      dispatch({ type: 'tab-news', doctorId: message.doctorId, seq: message.seq });
    } else if (message.type === 'shows') {
      dispatch({ type: 'tab-shows', doctors: message.doctors });
    } else if (message.type === 'reached') {
      dispatch({ type: 'tab-reached' });
    }
  });
  const stopPage = follow({
    visibility: (visible) => dispatch({ type: 'visibility', visible }),
    activity: (active) => dispatch({ type: 'activity', active }),
    network: (online) => dispatch({ type: 'network', online }),
    woken: () => dispatch({ type: 'woken' }),
  });
  return () => {
    stopTabs();
    stopPage();
  };
}

function socketListener(dispatch: Dispatch): SocketListener {
  return {
    up: () => dispatch({ type: 'socket-up' }),
    down: () => dispatch({ type: 'socket-down' }),
    heard: {
      'doctor-availability-updated': (payload) =>
        dispatch({ type: 'change', change: { name: 'doctor-availability-updated', payload } }),
      'availability-slot-changed': (payload) =>
        dispatch({ type: 'change', change: { name: 'availability-slot-changed', payload } }),
      'availability-resync': () => dispatch({ type: 'resync' }),
      'appointment-updated': () => dispatch({ type: 'appointment-updated' }),
    },
  };
}

async function write<Saved extends { readonly seq: number }>(
  doctorId: string,
  change: () => Promise<Saved>,
  dispatch: Dispatch,
): Promise<Saved> {
  dispatch({ type: 'write-started', doctorId });
  let seq: number | null = null;
  try {
    const saved = await change();
    seq = saved.seq;
    return saved;
  } finally {
    dispatch({ type: 'write-ended', doctorId, seq });
  }
}

/** Looks after each step, and gives up waiting after `limitMs`. */
function until(isReached: () => boolean, limitMs: number, afterEach: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      afterEach.delete(look);
      clearTimeout(limit);
      resolve();
    };
    const look = (): void => {
      if (isReached()) {
        done();
      }
    };
    const limit = setTimeout(done, limitMs);
    afterEach.add(look);
    look();
  });
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) {
      isDone = true;
      action();
    }
  };
}
