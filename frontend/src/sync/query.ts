import { addDays, dayNumber, type LocalDate } from '@openslot/shared/time/local-date';

/** One screen's worth of a doctor's free times: `from` and `to` are inclusive dates in `timeZone`, at most 62 days. */
export interface SlotsQuery {
  readonly kind: 'slots';
  readonly doctorId: string;
  readonly visitTypeId: string;
  /** The viewer's zone. */
  readonly timeZone: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** One screen's worth of a doctor's schedule: `from` and `to` are inclusive dates in the doctor's zone, at most 62 days. */
export interface CalendarQuery {
  readonly kind: 'calendar';
  readonly doctorId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The number of free times on each date of a month picker: `from` and `to` are inclusive dates in `timeZone`, at most 100 days. */
export interface MonthsQuery {
  readonly kind: 'months';
  readonly doctorId: string;
  readonly visitTypeId: string;
  /** The viewer's zone. */
  readonly timeZone: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export type Query = SlotsQuery | CalendarQuery | MonthsQuery;
export type QueryKey = string;

/** Equal queries have equal keys. */
export function queryKey(query: Query): QueryKey {
  const parts = [query.kind, query.doctorId, query.from, query.to];
  return (query.kind === 'calendar' ? parts : [...parts, query.visitTypeId, query.timeZone]).join('|');
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
