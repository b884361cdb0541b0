import { createStore, type StoreApi } from 'zustand/vanilla';

/** What was filled in while booking. In memory only: it survives signing in on the way, and never the page. */
export interface BookingDraft {
  readonly note: string;
  /** Whom staff books for. */
  readonly patientId: string | null;
}

export type BookingDraftStore = StoreApi<BookingDraft>;

export function createBookingDraftStore(): BookingDraftStore {
  return createStore<BookingDraft>()(() => ({ note: '', patientId: null }));
}
