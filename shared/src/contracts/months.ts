import { z } from 'zod';
import { Id, Instant, LocalDate, Seq, TimeZone } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';

/** The most local days one months request may cover: a quarter with its neighbouring weeks. */
export const MAX_MONTHS_RANGE_DAYS = 100;

/** How many times can be booked on a date; held ones do not count. */
export const DayCount = z.object({ date: z.string(), count: z.number().int() });
export type DayCount = z.infer<typeof DayCount>;

/**
 * `seq` and `freshUntil` as in the slots answer, for the counts and for `nextFree`. `days` has one entry for each
 * date of the range. `nextFree` is the first date with a free time from `from` on, also beyond the range, up to the
 * end of the booking window.
 */
export const MonthsAnswer = z.object({
  doctorId: Id,
  seq: Seq,
  asOf: Instant,
  freshUntil: Instant,
  bookable: z.boolean(),
  days: z.array(DayCount),
  nextFree: z.string().nullable(),
});
export type MonthsAnswer = z.infer<typeof MonthsAnswer>;

/** Always 200 and never cached. `from` and `to` are inclusive dates in `timeZone`, the viewer's. */
export const readMonths = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId/availability/months',
  summary: 'Number of bookable slots for each date, and the next free date',
  access: 'anyone',
  params: DoctorId,
  query: z
    .strictObject({ from: LocalDate, to: LocalDate, visitTypeId: Id, timeZone: TimeZone })
    .refine((query) => query.from <= query.to, { path: ['to'], error: 'must not be before the first date' })
    .refine((query) => Date.parse(query.to) - Date.parse(query.from) < MAX_MONTHS_RANGE_DAYS * 86_400_000, {
      path: ['to'],
      error: `must be at most ${MAX_MONTHS_RANGE_DAYS} days after the first date`,
    }),
  response: MonthsAnswer,
});
