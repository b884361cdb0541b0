import type { LocalDate, LocalTime } from '../time/local-date.ts';
import type { EpochMs } from '../time/zone-table.ts';

/** A half-open interval of instants `[start, end)` (SL1). */
export interface Interval {
  readonly start: EpochMs;
  readonly end: EpochMs;
}

/**
 * Wall-clock hours of one date in the schedule's zone. `end` at or before `start` means the next day, `24:00` the
 * next midnight (SL2); equal times are refused.
 */
export interface HoursWindow {
  readonly start: LocalTime;
  readonly end: LocalTime;
  /** How many visits of any type may start in this window on one date (SL12); absent: no cap. */
  readonly maxSessions?: number;
}

/** Weekly hours. `dayOfWeek` 0 = Sunday. */
export interface WeeklyWindow extends HoursWindow {
  readonly dayOfWeek: number;
}

/**
 * Weekly hours from a date on. In force on a date is the template that began last, on or before it (SL4); once
 * that one's `effectiveTo` (inclusive) is past, no hours apply: an older template never comes back.
 */
export interface AvailabilityTemplate {
  readonly effectiveFrom: LocalDate;
  readonly effectiveTo?: LocalDate;
  readonly windows: readonly WeeklyWindow[];
}

/** Replaces the hours of one date completely; no windows: closed (SL5). */
export interface DateOverride {
  readonly date: LocalDate;
  readonly windows: readonly HoursWindow[];
}

/** Dates by rule, in the schedule's calendar of local dates (SL6). */
export interface RecurringDates {
  /** The value of an RFC 5545 RRULE, such as `FREQ=MONTHLY;BYDAY=-1FR`; see `parseRecurrence` for what is known. */
  readonly rule: string;
  /** Where the rule begins to count, its DTSTART. One of the dates only if the rule says so too. */
  readonly startsOn: LocalDate;
  /** Dates taken out (EXDATE). They count for COUNT all the same, as in RFC 5545 §3.8.5.1. */
  readonly excludedDates?: readonly LocalDate[];
}

/** Replaces the weekly hours of each of its dates completely; no windows: closed (SL5, SL6). */
export interface RecurringOverride extends RecurringDates {
  readonly windows: readonly HoursWindow[];
  /** Of two on one date the one with the larger value holds: an instant, or any number that grows with each save. */
  readonly savedAt: number;
}

/** A visit or a hold that takes the doctor's time, with the buffers it was made with. */
export interface OccupiedTime extends Interval {
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly kind: 'appointment' | 'hold';
  /** Only for holds: free again from this moment on. A hold without it stays live. */
  readonly expiresAt?: EpochMs;
  /** The viewer's own live hold, which hides nothing from that viewer (SL13). No meaning on an appointment. */
  readonly own?: boolean;
}

export interface SlotVisitType {
  readonly durationMinutes: number;
  /** Distance of the grid (SL8); absent: the duration. */
  readonly stepMinutes?: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly minimumNoticeMinutes: number;
}

/** Local dates, both inclusive. */
export interface DateRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** What decides when a doctor works, before anything is booked. */
export interface Schedule {
  /** IANA zone of every wall-clock time here. */
  readonly timeZone: string;
  readonly templates: readonly AvailabilityTemplate[];
  readonly overrides: readonly DateOverride[];
  /** Absent: none. */
  readonly recurringOverrides?: readonly RecurringOverride[];
  readonly holidays: readonly LocalDate[];
}

/** Everything a doctor's offer of one visit type depends on. Unknown fields are refused (SL16). */
export interface SlotInput extends Schedule {
  readonly unavailability: readonly Interval[];
  readonly occupied: readonly OccupiedTime[];
  readonly visitType: SlotVisitType;
  /** Last offered local date is today + this, in the schedule's zone (SL10); null: no limit. */
  readonly bookingWindowDays: number | null;
  /** Whole local days in `viewerTimeZone`, at most 366 (SL11, SL16). */
  readonly range: DateRange;
  readonly viewerTimeZone: string;
  readonly now: EpochMs;
}

/** Why a time is not offered; when several reasons hold, the first in this list (SL14). */
export const REJECTION_CODES = [
  'OUTSIDE_HOURS',
  'OVERRIDE_CLOSED',
  'HOLIDAY',
  'BLOCKED',
  'BOOKED',
  'HELD',
  'BUFFER',
  'TOO_SOON',
  'TOO_FAR',
  'DST_GAP',
  'FULL',
  'OFF_GRID',
] as const;

export type RejectionCode = (typeof REJECTION_CODES)[number];

export interface RejectedStart {
  readonly start: EpochMs;
  readonly code: RejectionCode;
}

/** Everything is sorted by start, without duplicates (SL15). */
export interface SlotAnswer {
  /** What can be booked now. */
  readonly slots: readonly Interval[];
  /**
   * What could be booked now if nobody else held anything, and lies under somebody's live hold: times that may
   * come back. Never part of `slots`.
   */
  readonly held: readonly Interval[];
  /** Only when asked for: every other candidate and the reason (SL14). For staff. */
  readonly rejected?: readonly RejectedStart[];
}
