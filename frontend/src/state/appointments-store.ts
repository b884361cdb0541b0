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

/** A visit that was moved here a moment ago. */
export interface MovedVisit {
  /** As it is after the move. */
  readonly appointment: Appointment;
  /** Whose offers the move changed. */
  readonly doctorIds: readonly string[];
}

export interface AppointmentsState {
  /** The signed-in person's own visits, and those of the people they look after. */
  readonly upcoming: AppointmentList;
  readonly past: AppointmentList;
  /** Grows with whatever was heard of visits: lists that are not kept here read themselves again. */
  readonly news: number;
  /** While the old time is kept and the move can be taken back. */
  readonly moved: MovedVisit | null;
}

export type AppointmentsStore = StoreApi<AppointmentsState>;

const NOTHING_YET: AppointmentList = { status: 'loading', items: [], total: 0, problem: null };

export function createAppointmentsStore(): AppointmentsStore {
  return createStore<AppointmentsState>()(() => ({
    upcoming: NOTHING_YET,
    past: NOTHING_YET,
    news: 0,
    moved: null,
  }));
}
