import { z } from 'zod';
import { Appointment } from './appointments.ts';
import { Id, Instant, Seq } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';
import { Holiday } from './holidays.ts';
import { DateRangeQuery, Override } from './overrides.ts';
import { Unavailability } from './unavailability.ts';

/** Hours in which the doctor works on `date`, merged `[startsAt, endsAt)`, before visits and unavailability are taken off. */
export const WorkingWindow = z.object({
  date: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  source: z.enum(['template', 'override', 'recurring']),
});
export type WorkingWindow = z.infer<typeof WorkingWindow>;

/** A date whose hours a recurring override decides (SL5). `reason` is for staff only. */
export const RecurringDay = z.object({
  date: z.string(),
  closed: z.boolean(),
  reason: z.string().nullable(),
});
export type RecurringDay = z.infer<typeof RecurringDay>;

/**
 * Time that somebody else holds to book a visit, or keeps for a moment to take a move back (BK17): free again at `until`
 * unless it is held on or booked. Never says of whom.
 */
export const HeldTime = z.object({ startsAt: Instant, endsAt: Instant, until: Instant });
export type HeldTime = z.infer<typeof HeldTime>;

/** Everything the schedule page shows of a range of dates in the doctor's zone. `rev` grows with every command on the doctor, `seq` with those that change the offer. */
export const CalendarAnswer = z.object({
  doctorId: Id,
  seq: Seq,
  rev: z.number().int().nonnegative(),
  asOf: Instant,
  timeZone: z.string(),
  working: z.array(WorkingWindow),
  overrides: z.array(Override),
  recurring: z.array(RecurringDay),
  /** Of the clinic and of the doctor; in force where the date has no override (SL5). */
  holidays: z.array(Holiday),
  unavailability: z.array(Unavailability),
  appointments: z.array(Appointment),
  /** Without what the viewer holds. */
  held: z.array(HeldTime),
});
export type CalendarAnswer = z.infer<typeof CalendarAnswer>;

export const readCalendar = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId/calendar',
  summary: "A doctor's working hours, overrides, unavailability, visits and held times",
  access: 'manage-schedule',
  params: DoctorId,
  query: DateRangeQuery.refine((range) => Date.parse(range.to) - Date.parse(range.from) < 62 * 86_400_000, {
    path: ['to'],
    error: 'must be at most 62 days after the first date',
  }),
  response: CalendarAnswer,
});
