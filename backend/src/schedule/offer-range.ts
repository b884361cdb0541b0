import { hoursReach } from '@openslot/shared/slots/hours-reach';
import { addDays, daysBetween } from '@openslot/shared/time/local-date';
import { dayBounds, type EpochMs, localDateOf } from '@openslot/shared/time/zone';
import type { ClinicRevisionRecord } from '../database/models/clinic.model.ts';
import type { OfferEvent } from '../database/models/log.model.ts';

const MINUTE_MS = 60_000;
const MAX_LISTED_DATES = 62;

/** How far before a changed time a slot can begin that the change touches: the longest visit with its buffers, in milliseconds. */
export function reachOf(revision: Pick<ClinicRevisionRecord, 'visitTypes'>): number {
  const minutes = revision.visitTypes.map(
    (type) => type.durationMinutes + type.bufferBeforeMinutes + type.bufferAfterMinutes,
  );
  return Math.max(0, ...minutes) * MINUTE_MS;
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

interface SlotChange {
  readonly timeZone: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly previousStatus: 'free' | 'held' | 'booked';
  readonly newStatus: 'free' | 'held' | 'booked';
}

/** The log event of one time that changed hands. */
export function slotChanged(change: SlotChange, reach: number): OfferEvent {
  const { from, to } = rangeOfTime(change.timeZone, change.start, change.end, reach);
  return {
    name: 'availability-slot-changed',
    payload: {
      from,
      to,
      changes: [
        {
          date: localDateOf(change.timeZone, change.start),
          startsAt: new Date(change.start).toISOString(),
          endsAt: new Date(change.end).toISOString(),
          previousStatus: change.previousStatus,
          newStatus: change.newStatus,
        },
      ],
    },
  };
}
