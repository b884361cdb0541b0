import { Temporal } from 'temporal-polyfill';
import type { HoursWindow, Interval, OccupiedTime, SlotInput } from '../src/slots/slot-types.ts';
import { referenceDates } from './reference-recurrence.ts';

/**
 * A second, slow implementation of the slot rules, for comparison: every minute is asked for itself, every local
 * time goes through Temporal, and nothing is shared with the engine but its types. Inputs must be whole minutes.
 */
const MINUTE = 60_000;
const DAYS_BEFORE = 9;
const DAYS_AFTER = 4;

interface ReferenceWindow extends Interval {
  readonly maxSessions: number;
}

/** Marks for a stretch of minutes, addressed by minutes since the epoch. */
class Minutes {
  readonly first: number;
  readonly marks: Uint8Array;

  constructor(first: number, last: number) {
    this.first = first;
    this.marks = new Uint8Array(last - first);
  }

  has(minute: number): boolean {
    return this.marks[minute - this.first] === 1;
  }

  add(from: number, to: number): void {
    for (let minute = from; minute < to; minute++) {
      this.marks[minute - this.first] = 1;
    }
  }

  hasAll(from: number, to: number): boolean {
    for (let minute = from; minute < to; minute++) {
      if (!this.has(minute)) {
        return false;
      }
    }
    return true;
  }

  hasAny(from: number, to: number): boolean {
    for (let minute = from; minute < to; minute++) {
      if (this.has(minute)) {
        return true;
      }
    }
    return false;
  }
}

function instantOf(zone: string, date: Temporal.PlainDate, time: string): number {
  const [day, clock] = time === '24:00' ? [date.add({ days: 1 }), '00:00'] : [date, time];
  const local = day.toPlainDateTime(Temporal.PlainTime.from(clock));
  return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function dateOf(zone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function startOfDate(zone: string, date: Temporal.PlainDate): number {
  return date.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
}

/** SL6: what recurring overrides say about some dates, saved last first. */
function recurringOf(input: SlotInput, dates: readonly Temporal.PlainDate[]) {
  const [first = '', last = ''] = [dates[0]?.toString(), dates.at(-1)?.toString()];
  return [...(input.recurringOverrides ?? [])]
    .sort((a, b) => b.savedAt - a.savedAt)
    .map((one) => ({ dates: referenceDates(one, first, last), windows: one.windows }));
}

function hoursOf(
  input: SlotInput,
  recurring: ReturnType<typeof recurringOf>,
  date: Temporal.PlainDate,
): readonly HoursWindow[] {
  const text = date.toString();
  const override = input.overrides.find((one) => one.date === text);
  if (override) {
    return override.windows;
  }
  if (input.holidays.includes(text)) {
    return [];
  }
  const repeated = recurring.find((one) => one.dates.includes(text));
  if (repeated) {
    return repeated.windows;
  }
  let inForce: SlotInput['templates'][number] | undefined;
  for (const template of input.templates) {
    const begun = template.effectiveFrom <= text;
    if (begun && (!inForce || template.effectiveFrom > inForce.effectiveFrom)) {
      inForce = template;
    }
  }
  if (!inForce || (inForce.effectiveTo !== undefined && inForce.effectiveTo < text)) {
    return [];
  }
  return inForce.windows.filter((window) => window.dayOfWeek === date.dayOfWeek % 7);
}

function windowsOf(input: SlotInput, dates: readonly Temporal.PlainDate[]): ReferenceWindow[] {
  const recurring = recurringOf(input, dates);
  return dates.flatMap((date) =>
    hoursOf(input, recurring, date).map((window) => {
      const endDate = window.end <= window.start ? date.add({ days: 1 }) : date;
      return {
        start: instantOf(input.timeZone, date, window.start),
        end: instantOf(input.timeZone, endDate, window.end),
        maxSessions: window.maxSessions ?? Number.POSITIVE_INFINITY,
      };
    }),
  );
}

/** SL8: minutes at which a grid begins. */
function anchorsOf(input: SlotInput, dates: readonly Temporal.PlainDate[], open: Minutes): Minutes {
  const last = open.first + open.marks.length;
  const anchors = new Minutes(open.first, last);
  for (let minute = open.first + 1; minute < last; minute++) {
    if (open.has(minute) && !open.has(minute - 1)) {
      anchors.add(minute, minute + 1);
    }
  }
  for (const date of dates.slice(3)) {
    const midnight = startOfDate(input.timeZone, date) / MINUTE;
    const threeDaysBefore = startOfDate(input.timeZone, date.subtract({ days: 3 })) / MINUTE;
    if (open.has(midnight) && open.hasAll(threeDaysBefore, midnight)) {
      anchors.add(midnight, midnight + 1);
    }
  }
  return anchors;
}

interface World {
  readonly input: SlotInput;
  readonly open: Minutes;
  readonly anchors: Minutes;
  /** For each minute the last anchor at or before it. */
  readonly anchorBefore: readonly number[];
  readonly windows: readonly ReferenceWindow[];
  readonly first: number;
  readonly last: number;
}

function prepare(input: SlotInput): World {
  const from = Temporal.PlainDate.from(input.range.from).subtract({ days: DAYS_BEFORE });
  const to = Temporal.PlainDate.from(input.range.to).add({ days: DAYS_AFTER });
  const dates: Temporal.PlainDate[] = [];
  for (let date = from; Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ days: 1 })) {
    dates.push(date);
  }
  const first = startOfDate(input.timeZone, from.subtract({ days: 1 })) / MINUTE;
  const last = startOfDate(input.timeZone, to.add({ days: 3 })) / MINUTE;
  const open = new Minutes(first, last);
  const windows = windowsOf(input, dates);
  for (const window of windows) {
    open.add(window.start / MINUTE, window.end / MINUTE);
  }
  const anchors = anchorsOf(input, dates, open);
  const anchorBefore: number[] = [];
  for (let minute = first; minute < last; minute++) {
    anchorBefore.push(anchors.has(minute) ? minute : (anchorBefore.at(-1) ?? first));
  }
  return { input, open, anchors, anchorBefore, windows, first, last };
}

function isCandidate({ input, open, anchors, anchorBefore }: World, minute: number): boolean {
  const { durationMinutes, stepMinutes = durationMinutes } = input.visitType;
  if (!open.hasAll(minute, minute + durationMinutes)) {
    return false;
  }
  const cutInside = anchors.hasAny(minute + 1, minute + durationMinutes);
  return !cutInside && (minute - (anchorBefore[minute - open.first] ?? 0)) % stepMinutes === 0;
}

/** SL10, SL11 */
function isTimely({ input }: World, minute: number): boolean {
  const at = minute * MINUTE;
  const date = dateOf(input.viewerTimeZone, at);
  if (date < input.range.from || date > input.range.to) {
    return false;
  }
  if (at < input.now + input.visitType.minimumNoticeMinutes * MINUTE) {
    return false;
  }
  if (input.bookingWindowDays === null) {
    return true;
  }
  const today = Temporal.PlainDate.from(dateOf(input.timeZone, input.now));
  return dateOf(input.timeZone, at) <= today.add({ days: input.bookingWindowDays }).toString();
}

function isWithin(minute: number, busy: Interval): boolean {
  return busy.start <= minute * MINUTE && minute * MINUTE < busy.end;
}

/** SL9, as marks of minutes: what a slot and its own buffers must not meet, and what the slot itself must not. */
interface Busy {
  readonly visits: readonly OccupiedTime[];
  readonly taken: Minutes;
  readonly widened: Minutes;
}

function busyOf({ input, first, last }: World, visits: readonly OccupiedTime[]): Busy {
  const [taken, widened] = [new Minutes(first, last), new Minutes(first, last)];
  for (const { start, end } of [...input.unavailability, ...visits]) {
    taken.add(start / MINUTE, end / MINUTE);
  }
  for (const visit of visits) {
    widened.add(
      visit.start / MINUTE - visit.bufferBeforeMinutes,
      visit.end / MINUTE + visit.bufferAfterMinutes,
    );
  }
  return { visits, taken, widened };
}

function isFree({ input }: World, { taken, widened }: Busy, minute: number): boolean {
  const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes } = input.visitType;
  const end = minute + durationMinutes;
  return (
    !taken.hasAny(minute - bufferBeforeMinutes, end + bufferAfterMinutes) && !widened.hasAny(minute, end)
  );
}

/** SL12: each window is counted for itself, on each of its dates. */
function hasRoom({ windows }: World, { visits }: Busy, minute: number): boolean {
  return windows
    .filter((window) => isWithin(minute, window))
    .every(
      (window) =>
        visits.filter((visit) => isWithin(visit.start / MINUTE, window)).length < window.maxSessions,
    );
}

/** Starts of the free and of the held slots, ascending, in milliseconds. */
export function referenceSlots(input: SlotInput): { slots: number[]; held: number[] } {
  const world = prepare(input);
  const appointments = input.occupied.filter((one) => one.kind === 'appointment');
  // SL13: the viewer's own holds are nobody's.
  const holds = input.occupied.filter(
    (one) => one.kind === 'hold' && !one.own && (one.expiresAt === undefined || one.expiresAt > input.now),
  );
  const all = busyOf(world, [...appointments, ...holds]);
  const lasting = busyOf(world, appointments);
  const from = startOfDate(input.viewerTimeZone, Temporal.PlainDate.from(input.range.from)) / MINUTE;
  const to =
    startOfDate(input.viewerTimeZone, Temporal.PlainDate.from(input.range.to).add({ days: 1 })) / MINUTE;
  const answer = { slots: [] as number[], held: [] as number[] };
  for (let minute = from - 1440; minute < to + 1440; minute++) {
    if (!world.open.has(minute) || !isCandidate(world, minute) || !isTimely(world, minute)) {
      continue;
    }
    const end = (minute + input.visitType.durationMinutes) * MINUTE;
    if (isFree(world, all, minute) && hasRoom(world, all, minute)) {
      answer.slots.push(minute * MINUTE);
    } else if (
      isFree(world, lasting, minute) &&
      hasRoom(world, lasting, minute) &&
      holds.some((hold) => hold.start < end && hold.end > minute * MINUTE)
    ) {
      answer.held.push(minute * MINUTE);
    }
  }
  return answer;
}
