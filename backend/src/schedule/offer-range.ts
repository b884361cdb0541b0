import { hoursReach } from '@openslot/shared/slots/hours-reach';
import type { Interval, Schedule } from '@openslot/shared/slots/slot-types';
import { workingDays } from '@openslot/shared/slots/working-windows';
import { addDays, daysBetween } from '@openslot/shared/time/local-date';
import { dayBounds, type EpochMs, localDateOf } from '@openslot/shared/time/zone';
import type { OfferEvent } from '../database/models/log.model.ts';
import { type DoctorRules, doctorVisitTypes } from './doctor-visit-types.ts';

const MINUTE_MS = 60_000;
const MAX_LISTED_DATES = 62;

interface Buffers {
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
}

/**
 * How far around a changed time slots can begin that the change touches: the doctor's longest visit with its
 * buffers, in milliseconds. `visit` is what the change is about, when it keeps buffers that its kind of visit had once.
 */
export function reachOf(rules: DoctorRules, visit?: Buffers): number {
  const minutes = doctorVisitTypes(rules).map(
    (type) => type.durationMinutes + type.bufferBeforeMinutes + type.bufferAfterMinutes,
  );
  const own = visit === undefined ? 0 : Math.max(visit.bufferBeforeMinutes, visit.bufferAfterMinutes);
  return (Math.max(0, ...minutes) + own) * MINUTE_MS;
}

interface OfferRange {
  readonly from: string;
  readonly to: string | null;
  readonly dates: string[];
}

/** The instants between which slots may differ after the time `[start, end)` changed, and its local dates. */
export function rangeOfTime(
  timeZone: string,
  start: EpochMs,
  end: EpochMs,
  reach: number,
): OfferRange & { to: string } {
  return {
    from: new Date(start - reach).toISOString(),
    to: new Date(end + reach).toISOString(),
    dates: listDates(localDateOf(timeZone, start), localDateOf(timeZone, Math.max(start, end - 1))),
  };
}

/** As {@link rangeOfTime} for the hours of whole local dates, which may move the grid of the days after them. */
export function rangeOfDates(
  timeZone: string,
  dates: readonly string[],
  reach: number,
): OfferRange & { to: string } {
  const sorted = [...dates].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) {
    throw new Error('a range needs a date');
  }
  const hours = hoursReach(timeZone, { from: first, to: last });
  return {
    from: new Date(hours.start - reach).toISOString(),
    to: new Date(hours.end + reach).toISOString(),
    dates: sorted.slice(0, MAX_LISTED_DATES),
  };
}

/** Everything from the start of a local date on. */
export function rangeFrom(timeZone: string, date: string, reach: number): OfferRange {
  return { from: new Date(dayBounds(timeZone, date).start - reach).toISOString(), to: null, dates: [] };
}

function listDates(first: string, last: string): string[] {
  const length = Math.min(daysBetween(first, last) + 1, MAX_LISTED_DATES);
  return Array.from({ length }, (_, index) => addDays(first, index));
}

/** One time of a doctor that changed hands; `[start, end)`. */
export interface SlotChange extends Interval {
  readonly previousStatus: 'free' | 'held' | 'booked';
  readonly newStatus: 'free' | 'held' | 'booked';
}

/**
 * The instants whose slots may change with one visit: its own time, and all of each capped window it starts in,
 * which it may fill or make room in (SL12).
 */
function changedTime(hours: Schedule, { start, end }: Interval): Interval {
  const date = localDateOf(hours.timeZone, start);
  // An overnight window may have begun two dates ago where a clock change moved its end past midnight.
  const windows = workingDays(hours, { from: addDays(date, -2), to: date })
    .flatMap((day) => day.windows)
    .filter((window) => window.maxSessions !== undefined && window.start <= start && start < window.end);
  return {
    start: Math.min(start, ...windows.map((window) => window.start)),
    end: Math.max(end, ...windows.map((window) => window.end)),
  };
}

/** The log event of times that changed hands at once, at least one. `hours` are those around them, for the caps of their windows. */
export function slotsChanged(changes: readonly SlotChange[], hours: Schedule, reach: number): OfferEvent {
  const times = changes.map((change) => changedTime(hours, change));
  const { from, to } = rangeOfTime(
    hours.timeZone,
    Math.min(...times.map(({ start }) => start)),
    Math.max(...times.map(({ end }) => end)),
    reach,
  );
  return {
    name: 'availability-slot-changed',
    payload: {
      from,
      to,
      changes: changes.map(({ start, end, previousStatus, newStatus }) => ({
        date: localDateOf(hours.timeZone, start),
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(end).toISOString(),
        previousStatus,
        newStatus,
      })),
    },
  };
}

/** As {@link slotsChanged}, of a single time. */
export function slotChanged(change: SlotChange, hours: Schedule, reach: number): OfferEvent {
  return slotsChanged([change], hours, reach);
}
