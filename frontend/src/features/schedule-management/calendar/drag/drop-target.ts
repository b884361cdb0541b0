import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { CalendarAnswer } from '@openslot/shared/contracts/calendar';
import { daysBetween, minuteOfDay } from '@openslot/shared/time/local-date';
import { instantToLocal, wallClockToInstant } from '@openslot/shared/time/zone';
import { isLive } from '@openslot/shared/visits/transitions';
import { isoInstant } from '../../../../lib/clock.ts';
import { DAY_MINUTES, type MinuteSpan } from '../calendar-model.ts';
import { timeOfMinute } from '../selection.ts';

interface Period {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Where a dragged visit would lie: the part of it on `date` in wall-clock minutes, and its instants. */
export interface DropTarget extends MinuteSpan, Period {
  readonly date: string;
}

/** The visit beginning at a wall-clock minute of a date, as long as it is. A time that clocks skip becomes the one after it. */
export function dropTarget(visit: Appointment, date: string, minute: number): DropTarget {
  const { timeZone } = visit;
  const starts = wallClockToInstant(timeZone, date, timeOfMinute(minute));
  const ends = starts + lengthOf(visit);
  const local = instantToLocal(timeZone, starts);
  const end = instantToLocal(timeZone, ends);
  const start = minuteOfDay(local.time);
  const endMinute = end.date === local.date ? minuteOfDay(end.time) : DAY_MINUTES;
  return {
    date: local.date,
    start,
    // In the hour that clocks repeat an end may read earlier than its start.
    end: Math.max(endMinute, start + 5),
    startsAt: isoInstant(starts),
    endsAt: isoInstant(ends),
  };
}

/** Minutes from the start of a visit to a minute of a date: more than a day's when the visit runs over midnight. */
export function minutesIntoVisit({ startsAt, timeZone }: Appointment, date: string, minute: number): number {
  const local = instantToLocal(timeZone, Date.parse(startsAt));
  return daysBetween(local.date, date) * DAY_MINUTES + minute - minuteOfDay(local.time);
}

/** What a visit would meet somewhere, as far as the calendar shows it; the server decides. */
export type Obstacle =
  | { readonly kind: 'past' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'blocked'; readonly reason: string | null }
  | { readonly kind: 'held' }
  | { readonly kind: 'visit'; readonly patientName: string };

type Known = Pick<CalendarAnswer, 'working' | 'unavailability' | 'appointments' | 'held'>;

/** Why a visit should not be dropped there; null when nothing is seen to be in the way. `now` in epoch milliseconds. */
export function obstacleAt(known: Known, visitId: string, period: Period, now: number): Obstacle | null {
  if (Date.parse(period.startsAt) < now) {
    return { kind: 'past' };
  }
  if (!isCovered(known.working, period)) {
    return { kind: 'closed' };
  }
  const block = known.unavailability.find((item) => meets(item, period));
  if (block !== undefined) {
    return { kind: 'blocked', reason: block.reason };
  }
  const visit = known.appointments.find(
    (other) => other.id !== visitId && isLive(other.status) && meets(other, period),
  );
  if (visit !== undefined) {
    return { kind: 'visit', patientName: visit.patientName };
  }
  // What is over is free, also while it is still in the answer.
  const isHeld = known.held.some((time) => Date.parse(time.until) > now && meets(time, period));
  return isHeld ? { kind: 'held' } : null;
}

/** What stands in the way, in a few words. */
export function obstacleText(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'past':
      return 'This time has passed';
    case 'closed':
      return 'Outside the working hours';
    case 'blocked':
      return obstacle.reason === null ? 'Unavailable then' : `Unavailable: ${obstacle.reason}`;
    case 'held':
      return 'Somebody is booking this time';
    case 'visit':
      return `Meets the visit of ${obstacle.patientName}`;
  }
}

function lengthOf({ startsAt, endsAt }: Period): number {
  return Date.parse(endsAt) - Date.parse(startsAt);
}

function meets(one: Period, other: Period): boolean {
  return (
    Date.parse(one.startsAt) < Date.parse(other.endsAt) && Date.parse(other.startsAt) < Date.parse(one.endsAt)
  );
}

/** Whether the windows, which may touch at midnight, leave nothing of the period out. */
function isCovered(windows: readonly Period[], { startsAt, endsAt }: Period): boolean {
  const sorted = [...windows].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  let covered = Date.parse(startsAt);
  for (const window of sorted) {
    if (Date.parse(window.startsAt) <= covered) {
      covered = Math.max(covered, Date.parse(window.endsAt));
    }
  }
  return covered >= Date.parse(endsAt);
}
