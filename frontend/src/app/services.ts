import { readClinic } from '@openslot/shared/contracts/clinic';
import type { StoreApi } from 'zustand/vanilla';
import { type Api, createApi } from '../lib/api-client.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { type AppointmentsStore, createAppointmentsStore } from '../state/appointments-store.ts';
import { type BookingDraftStore, createBookingDraftStore } from '../state/booking-draft-store.ts';
import { type ClinicStore, createClinicStore } from '../state/clinic-store.ts';
import { createSessionActions, type SessionActions } from '../state/session-actions.ts';
import { createSessionStore, type SessionStore } from '../state/session-store.ts';
import { createToastsStore, type ToastsStore } from '../state/toasts-store.ts';
import type { Freshness } from '../sync/freshness.ts';
import { createAvailabilityStore, createConnectionStore } from '../sync/stores.ts';
import { createSync, type RunningSync } from '../sync/sync.ts';
import type { AvailabilityState, ConnectionState, Sync } from '../sync/sync-types.ts';
import { createTabs } from '../sync/tabs.ts';

export interface Services {
  readonly api: Api;
  readonly sync: Sync;
  readonly session: SessionActions;
  readonly stores: {
    readonly availability: StoreApi<AvailabilityState>;
    readonly connection: StoreApi<ConnectionState>;
    readonly session: SessionStore;
    readonly clinic: ClinicStore;
    readonly appointments: AppointmentsStore;
    readonly bookingDraft: BookingDraftStore;
    readonly toasts: ToastsStore;
  };
  /** Opens the socket and reads who is signed in; gives the function that ends everything. */
  readonly start: () => () => void;
}

/**
 * The composition root: the only place where the parts of the application meet. Signing out builds new services,
 * so that nothing of a person can outlive the session.
 *
 * @param onSignedOut called once the session is over, here or in another tab.
 */
export function createServices(onSignedOut: () => void): Services {
  const clock = systemClock;
  const api = createApi({
    clock,
    onRefused: ({ code }) => {
      const { user, lapsed } = stores.session.getState();
      if (code === 'unauthenticated' && user !== null && !lapsed) {
        void session.reload();
      }
    },
  });
  const tabs = createTabs();
  const stores = {
    availability: createAvailabilityStore(),
    connection: createConnectionStore(),
    session: createSessionStore(),
    clinic: createClinicStore(),
    appointments: createAppointmentsStore(),
    bookingDraft: createBookingDraftStore(),
    toasts: createToastsStore(),
  };
  const freshness = measureFreshness(api, clock);
  const sync: RunningSync = createSync({ api, clock, tabs, stores, freshness });
  const session = createSessionActions({ api, tabs, store: stores.session, sync, onSignedOut });

  const start = (): (() => void) => {
    const stopSession = session.start();
    const stopSync = sync.start();
    const clinic = new AbortController();
    api.call(readClinic, { signal: clinic.signal }).then(
      (answer) => stores.clinic.setState({ clinic: answer }),
      // The name of the clinic is decoration: pages work without it and the connection badge tells of failures.
      () => undefined,
    );
    return () => {
      clinic.abort();
      stopSync();
      stopSession();
      tabs.close();
    };
  };
  return { api, sync, session, stores, start };
}

/** Loaded after the page: what happens before it is there is not measured. */
function measureFreshness(api: Api, clock: Clock): Freshness {
  let measure: Freshness | undefined;
  import('../sync/freshness.ts').then(
    ({ createFreshness, reportTo }) => {
      measure = createFreshness({ now: clock.now, send: reportTo(api) });
    },
    // A page that was open while the clinic changed to a newer version does not find it any more.
    () => undefined,
  );
  return (input, state) => measure?.(input, state);
}
