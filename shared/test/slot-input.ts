import type {
  HoursWindow,
  OccupiedTime,
  SlotInput,
  SlotVisitType,
  WeeklyWindow,
} from '../src/slots/slot-types.ts';

export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
export const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

/** `hours('09:00-12:00', '13:00-17:00')` */
export function hours(...spans: string[]): HoursWindow[] {
  return spans.map((span) => {
    const [start = '', end = ''] = span.split('-');
    return { start, end };
  });
}

/** The same hours on several weekdays, 0 = Sunday. */
export function weekly(days: readonly number[], ...spans: string[]): WeeklyWindow[] {
  return days.flatMap((dayOfWeek) => hours(...spans).map((window) => ({ dayOfWeek, ...window })));
}

/** A template that has always been in force. */
export function always(windows: readonly WeeklyWindow[]) {
  return [{ effectiveFrom: '2000-01-01', windows }];
}

/** `2026-01-13T10:00Z` or `10:00` with a date → milliseconds. */
export function utc(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) {
    throw new RangeError(`Not an instant: ${text}`);
  }
  return at;
}

export function visitType(durationMinutes: number, stepMinutes = durationMinutes): SlotVisitType {
  return {
    durationMinutes,
    stepMinutes,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minimumNoticeMinutes: 0,
  };
}

export function anAppointment(start: string, end: string, more: Partial<OccupiedTime> = {}): OccupiedTime {
  return {
    start: utc(start),
    end: utc(end),
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    kind: 'appointment',
    ...more,
  };
}

export function aHold(start: string, end: string, more: Partial<OccupiedTime> = {}): OccupiedTime {
  return anAppointment(start, end, { kind: 'hold', ...more });
}

/** Valid, with nothing special: weekdays 9 to 5 in UTC, 30 minutes, asked long before the days in question. */
export function aSlotInput(changes: Partial<SlotInput> = {}): SlotInput {
  const timeZone = changes.timeZone ?? 'UTC';
  return {
    timeZone,
    templates: always(weekly(MONDAY_TO_FRIDAY, '09:00-17:00')),
    overrides: [],
    holidays: [],
    unavailability: [],
    occupied: [],
    visitType: visitType(30),
    bookingWindowDays: null,
    range: { from: '2026-01-13', to: '2026-01-13' },
    viewerTimeZone: timeZone,
    now: utc('2020-01-01T00:00Z'),
    ...changes,
  };
}

/** Both ends on the same local date. */
export function day(date: string) {
  return { from: date, to: date };
}

/** `2026-01-13T10:00Z` for each start: what the tables of expected slots are written in. */
export function startsOf(slots: readonly { start: number }[]): string[] {
  return slots.map(({ start }) => `${new Date(start).toISOString().slice(0, 16)}Z`);
}

/** Times of one UTC date: `utcTimes('2026-01-13', '10:00 10:30')`. */
export function utcTimes(date: string, times: string): string[] {
  return times.split(' ').map((time) => `${date}T${time}Z`);
}

/** `every(60, '2026-01-13T10:00Z', 3)` → 10:00, 11:00, 12:00. */
export function every(minutes: number, first: string, count: number): string[] {
  const starts = Array.from({ length: count }, (_, index) => ({
    start: utc(first) + index * minutes * 60_000,
  }));
  return startsOf(starts);
}
