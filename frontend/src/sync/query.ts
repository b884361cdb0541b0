import { addDays, dayNumber, type LocalDate } from '@openslot/shared/time/local-date';

/** Whose time is asked for: one doctor's, or that of everybody of a specialty. */
export type Whose = { readonly doctorId: string } | { readonly specialty: string };

interface OfferedDates {
  readonly visitTypeId: string;
  /** The viewer's zone. */
  readonly timeZone: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** One screen's worth of free times: `from` and `to` are inclusive dates in `timeZone`, at most 62 days. */
export type SlotsQuery = { readonly kind: 'slots' } & Whose & OfferedDates;

/** The number of free times on each date of a month picker: `from` and `to` are inclusive dates in `timeZone`, at most 100 days. */
export type MonthsQuery = { readonly kind: 'months' } & Whose & OfferedDates;

/** One screen's worth of a doctor's schedule: `from` and `to` are inclusive dates in the doctor's zone, at most 62 days. */
export interface CalendarQuery {
  readonly kind: 'calendar';
  readonly doctorId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export type Query = SlotsQuery | CalendarQuery | MonthsQuery;
export type QueryKey = string;

/** Equal queries have equal keys. */
export function queryKey(query: Query): QueryKey {
  // The one part that people write comes last, and no id looks like "any".
  const whose = 'doctorId' in query ? [query.doctorId] : ['any', query.specialty];
  const asked = query.kind === 'calendar' ? [] : [query.visitTypeId, query.timeZone];
  return [query.kind, query.from, query.to, ...asked, ...whose].join('|');
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The instants `[fromMs, toMs)` a query can speak of, whatever its zone: local dates lie between 14 hours before
 * and 12 hours after the same dates in UTC. Too wide costs a refetch, too narrow would leave a screen stale. A
 * month picker also names the next free date, which may lie beyond its own: it has no end.
 */
export function coveredInstants(query: Query): { readonly fromMs: number; readonly toMs: number } {
  return {
    fromMs: dayNumber(query.from) * DAY_MS - 14 * HOUR_MS,
    toMs:
      query.kind === 'months'
        ? Number.POSITIVE_INFINITY
        : dayNumber(addDays(query.to, 1)) * DAY_MS + 12 * HOUR_MS,
  };
}
