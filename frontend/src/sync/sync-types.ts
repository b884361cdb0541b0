import type { CalendarAnswer } from '@openslot/shared/contracts/calendar';
import type { MonthsAnswer } from '@openslot/shared/contracts/months';
import type { SlotDay, SlotsAnswer } from '@openslot/shared/contracts/slots';
import type { MonthsOfSpecialty, SlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import type { ApiProblem } from '../lib/api-error.ts';
import type { CalendarQuery, MonthsQuery, Query, QueryKey, SlotsQuery } from './query.ts';

/** A slot that was offered a moment ago; shown crossed out until `until` (epoch ms, this device's clock). */
export interface GoneSlot {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly until: number;
  /** `taken`: somebody got it; `removed`: it is no longer offered. */
  readonly reason: 'taken' | 'removed';
}

/** What a page sees of one query. */
export interface QueryView<Answer> {
  /** `failed` only while there is nothing to show; a failed refresh keeps `ready` with `stale` and `error`. */
  readonly status: 'loading' | 'ready' | 'failed';
  readonly answer: Answer | undefined;
  /** True while a newer answer is known to exist or the last refresh failed. */
  readonly stale: boolean;
  readonly justTaken: readonly GoneSlot[];
  readonly error: ApiProblem | undefined;
}

export type SlotsView = QueryView<SlotsAnswer | SlotsOfSpecialty>;
export type CalendarView = QueryView<CalendarAnswer>;
export type MonthsView = QueryView<MonthsAnswer | MonthsOfSpecialty>;

export interface AvailabilityState {
  readonly slots: Readonly<Record<QueryKey, SlotsView>>;
  readonly months: Readonly<Record<QueryKey, MonthsView>>;
  readonly calendars: Readonly<Record<QueryKey, CalendarView>>;
  /** The last sequence number heard of each doctor: lists that no query covers read themselves again when it grows. */
  readonly heard: Readonly<Record<string, number>>;
  /** Of each doctor, the number of the last heard change of what the doctor is and offers: profiles are read again then. */
  readonly profiles: Readonly<Record<string, number>>;
}

/** `polling`: the socket is down but HTTP works. */
export type ConnectionStatus = 'live' | 'catching-up' | 'polling' | 'offline';

export interface ConnectionState {
  readonly status: ConnectionStatus;
  /** Epoch ms (the clinic's clock) up to which what is shown is known to be right; null before the first news. */
  readonly asOf: number | null;
}

/** What is held for this person, and with whom. */
export interface OwnHold {
  readonly doctorId: string;
  readonly holdId: string;
}

/** One day of a doctor as a refusal told it, in the zone of the query; `seq` was read before it. */
export interface ToldDay {
  readonly doctorId: string;
  readonly seq: number;
  readonly day: SlotDay;
}

/** What pages may ask of the synchronisation. Everything it learns appears in the stores. */
export interface Sync {
  /** Keeps a query fresh until the returned function is called; calls are counted. */
  readonly watchSlots: (query: SlotsQuery) => () => void;
  readonly watchMonths: (query: MonthsQuery) => () => void;
  readonly watchCalendar: (query: CalendarQuery) => () => void;
  /** Keeps the signed-in person's own visits fresh in `stores.appointments` until the returned function is called. */
  readonly watchAppointments: () => () => void;
  /** Reads those visits again now. */
  readonly refreshAppointments: () => void;
  /** Reads a query once, so that it can be shown at once when it is watched later. */
  readonly prefetch: (query: Query) => void;
  /** Reads a query again now. */
  readonly refresh: (key: QueryKey) => void;
  /**
   * Runs a change this tab makes to a doctor. While it is in flight the doctor's toasts wait, and the sequence number
   * it answers with is silent here and told to the other tabs. Gives and throws what `change` does.
   */
  readonly write: <Saved extends { readonly seq: number }>(
    doctorId: string,
    change: () => Promise<Saved>,
  ) => Promise<Saved>;
  /**
   * What is held for this person now, or that nothing is: free times are asked for with it, and read again at once where
   * it makes a difference (RT26).
   */
  readonly setOwnHold: (ownHold: OwnHold | null) => void;
  /** Shows a day that a refusal told, if it is not older than what is shown (RT27). */
  readonly showDay: (key: QueryKey, told: ToldDay) => void;
  /** Resolves when nothing shown of the doctor is known to be out of date, at the latest after `limitMs`. */
  readonly whenCaughtUp: (doctorId: string, limitMs: number) => Promise<void>;
  /** Tries the connection and everything shown again, now. */
  readonly retry: () => void;
  /** Epoch ms by the clinic's clock, as far as it is known. */
  readonly now: () => number;
}
