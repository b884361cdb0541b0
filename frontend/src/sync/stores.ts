import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AvailabilityState, ConnectionState } from './sync-types.ts';

export function createAvailabilityStore(): StoreApi<AvailabilityState> {
  return createStore<AvailabilityState>()(() => ({
    slots: {},
    months: {},
    calendars: {},
    heard: {},
    profiles: {},
  }));
}

export function createConnectionStore(): StoreApi<ConnectionState> {
  return createStore<ConnectionState>()(() => ({ status: 'catching-up', asOf: null }));
}
