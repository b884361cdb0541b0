import type { Appointment } from '@openslot/shared/contracts/appointments';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiProblem } from '../lib/api-error.ts';

export interface AppointmentList {
  /** `failed` only while there is nothing to show; a failed refresh keeps `ready` and sets `problem`. */
  readonly status: 'loading' | 'ready' | 'failed';
  readonly items: readonly Appointment[];
  readonly total: number;
  readonly problem: ApiProblem | null;
}

/** The signed-in person's own visits. */
export interface AppointmentsState {
  readonly upcoming: AppointmentList;
  readonly past: AppointmentList;
}

export type AppointmentsStore = StoreApi<AppointmentsState>;

const NOTHING_YET: AppointmentList = { status: 'loading', items: [], total: 0, problem: null };

export function createAppointmentsStore(): AppointmentsStore {
  return createStore<AppointmentsState>()(() => ({ upcoming: NOTHING_YET, past: NOTHING_YET }));
}
