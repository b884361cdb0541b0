import { z } from 'zod';
import { isLocalDate, isLocalEndTime } from '../time/local-date.ts';
import { isTimeZone } from '../time/zone.ts';

/** A MongoDB ObjectId in hex. */
export const Id = z.string().regex(/^[0-9a-f]{24}$/, 'is not an id');

/** UTC instant, ISO 8601 with `Z`. */
export const Instant = z.iso
  .datetime({ error: 'must be a UTC time such as 2026-03-01T09:00:00Z' })
  .refine((at) => at >= '1970' && at < '2200', 'must lie between 1970 and 2199');

/**
 * `YYYY-MM-DD` that exists in the calendar. A year short of what {@link Instant} allows at either end: whatever follows
 * from a date, in any zone and with the longest visit around it, is still an instant that may be answered.
 */
export const LocalDate = z
  .string()
  .refine(isLocalDate, 'must be an existing date such as 2026-03-01')
  .refine((date) => date >= '1971-01-01' && date <= '2198-12-31', 'must lie between 1971 and 2198');

/** Wall-clock `HH:MM`, `00:00` to `24:00`, on the 5-minute raster of the occupancy cells. */
export const LocalTime = z
  .string()
  .refine(isLocalEndTime, 'must be a time such as 09:30, at the latest 24:00')
  .refine((time) => Number(time.slice(3)) % 5 === 0, 'must be a multiple of 5 minutes');

export const TimeZone = z.string().max(64).refine(isTimeZone, 'is not a known time zone');

/** The version of a resource that the editor saw; compared inside the transaction (409 `stale_version`). */
export const Version = z.number().int().nonnegative();

/** Sequence number of a doctor's offer: grows by one with each change that patients could notice. */
export const Seq = z.number().int().nonnegative();

/** Free text shown to people: trimmed, no control characters, never empty. */
export const shortText = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be a single line of text');

/** Longer free text; line breaks and tabs are allowed. */
export const longText = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `must have at most ${max} characters`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'contains unreadable characters');

/** A number that arrives in a query string. */
export const queryNumber = (schema: z.ZodNumber) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(schema);

export const PageQuery = z.strictObject({
  page: queryNumber(z.number().int().min(1).max(10_000)).optional(),
  pageSize: queryNumber(z.number().int().min(1).max(100)).optional(),
});

/** `total` counts all matches, not this page. Pages count from 1. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
  });

/** A visit that a change of availability would leave outside the offered time. */
export const AffectedAppointment = z.object({
  appointmentId: Id,
  startsAt: Instant,
  endsAt: Instant,
  patientName: z.string(),
  visitTypeName: z.string(),
});
export type AffectedAppointment = z.infer<typeof AffectedAppointment>;

/**
 * What shall happen to each affected visit. A change over booked time is refused with 409
 * `affected_appointments` until every listed visit has a decision here; decisions are recorded.
 */
export const Decisions = z
  .array(z.strictObject({ appointmentId: Id, action: z.literal('keep') }))
  .max(5_000)
  .default([]);
export type Decisions = z.infer<typeof Decisions>;
