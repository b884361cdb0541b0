import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { CalendarAnswer, HeldTime, RecurringDay } from '@openslot/shared/contracts/calendar';
import type { Override } from '@openslot/shared/contracts/overrides';
import type { Unavailability } from '@openslot/shared/contracts/unavailability';
import { addDays, dayOfWeek, minuteOfDay } from '@openslot/shared/time/local-date';
import { dayBounds, instantToLocal } from '@openslot/shared/time/zone';
import { isLive } from '@openslot/shared/visits/transitions';
import { type Lane, placeInLanes } from './lanes.ts';

export const DAY_MINUTES = 1440;

/** Wall-clock minutes of one local day, half-open, `0 <= start < end <= 1440`. */
export interface MinuteSpan {
  readonly start: number;
  readonly end: number;
}

export interface VisitItem extends MinuteSpan, Lane {
  readonly appointment: Appointment;
}

export interface BlockItem extends MinuteSpan {
  readonly unavailability: Unavailability;
}

export interface HeldItem extends MinuteSpan {
  readonly held: HeldTime;
}

/** One column of the calendar: a local date in the doctor's zone. */
export interface CalendarDay {
  readonly date: string;
  /** Working hours; what lies between is outside hours. */
  readonly open: readonly MinuteSpan[];
  /** The date override in force, if any. */
  readonly override: Override | null;
  /** What a recurring override makes of the date, if one decides it. */
  readonly recurring: RecurringDay | null;
  /** Its name, when the date is a holiday. */
  readonly holiday: string | null;
  readonly visits: readonly VisitItem[];
  /** Unavailability of some hours; the whole-day ones are in `allDay`. */
  readonly blocks: readonly BlockItem[];
  readonly allDay: readonly Unavailability[];
  /** Times that somebody is booking just now. */
  readonly held: readonly HeldItem[];
}

interface InstantPair {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** The part of `[startsAt, endsAt)` that lies on the date, in wall-clock minutes; null when none does. */
function minutesOn(date: string, timeZone: string, { startsAt, endsAt }: InstantPair): MinuteSpan | null {
  const bounds = dayBounds(timeZone, date);
  const [from, to] = [Date.parse(startsAt), Date.parse(endsAt)];
  if (to <= bounds.start || from >= bounds.end) {
    return null;
  }
  const start = from <= bounds.start ? 0 : minuteOfDay(instantToLocal(timeZone, from).time);
  const end = to >= bounds.end ? DAY_MINUTES : minuteOfDay(instantToLocal(timeZone, to).time);
  // In the hour that clocks repeat, an end may read earlier than its start: it is still drawn.
  return { start, end: Math.max(end, Math.min(start + 5, DAY_MINUTES)) };
}

function onDate<T extends InstantPair, R>(
  items: readonly T[],
  date: string,
  timeZone: string,
  make: (item: T, span: MinuteSpan) => R,
): R[] {
  return items.flatMap((item) => {
    const span = minutesOn(date, timeZone, item);
    return span === null ? [] : [make(item, span)];
  });
}

/** The dates a calendar shows: `count` days beginning with `first`. */
export function datesFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** First day of the week that holds `date`; `firstDayOfWeek` 0 is Sunday. */
export function startOfWeek(date: string, firstDayOfWeek: number): string {
  return addDays(date, -((dayOfWeek(date) - firstDayOfWeek + 7) % 7));
}

/** Columns of dates of which nothing is known yet. */
export function blankDays(dates: readonly string[]): CalendarDay[] {
  return dates.map((date) => ({
    date,
    open: [],
    override: null,
    recurring: null,
    holiday: null,
    visits: [],
    blocks: [],
    allDay: [],
    held: [],
  }));
}

/** Sorts a calendar answer into the columns that are shown; cancelled visits leave their time. */
export function calendarDays(answer: CalendarAnswer, dates: readonly string[]): CalendarDay[] {
  const { timeZone } = answer;
  const wholeDays = answer.unavailability.filter((item) => item.allDay);
  const timed = answer.unavailability.filter((item) => !item.allDay);
  const live = answer.appointments.filter((visit) => isLive(visit.status));
  return dates.map((date) => ({
    date,
    open: onDate(answer.working, date, timeZone, (_, span) => span).sort((a, b) => a.start - b.start),
    override: answer.overrides.find((override) => override.date === date) ?? null,
    recurring: answer.recurring.find((day) => day.date === date) ?? null,
    holiday: answer.holidays.find((holiday) => holiday.date === date)?.name ?? null,
    visits: placeInLanes(onDate(live, date, timeZone, (appointment, span) => ({ ...span, appointment }))),
    blocks: onDate(timed, date, timeZone, (unavailability, span) => ({ ...span, unavailability })).sort(
      (a, b) => a.start - b.start,
    ),
    allDay: wholeDays.filter((item) => item.startDate <= date && date <= item.endDate),
    held: onDate(answer.held, date, timeZone, (held, span) => ({ ...span, held })),
  }));
}

/** The hour to scroll to so that the working day is in view: a little before the earliest opening, 7:00 without any. What runs over from the evening before does not count. */
export function firstHourInView(days: readonly CalendarDay[]): number {
  const starts = days
    .flatMap((day) => [...day.open, ...day.visits].map((span) => span.start))
    .filter((start) => start > 0);
  const earliest = starts.length === 0 ? 8 * 60 : Math.min(...starts);
  return Math.max(0, Math.floor(earliest / 60) - 1);
}
