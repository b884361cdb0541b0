import { z } from 'zod';
import { Id, Instant, LocalDate, Seq, shortText, TimeZone } from './common.ts';
import { endpoint } from './endpoint.ts';
import { DayCount, MAX_MONTHS_RANGE_DAYS } from './months.ts';
import { MAX_SLOT_RANGE_DAYS, Slot } from './slots.ts';

/** The most doctors one answer covers: as many as one socket may watch. */
export const MAX_DOCTORS_OF_SPECIALTY = 50;

/** `seq` was read before the data. `durationMinutes` is how long the visit takes with this doctor. */
const ConsideredDoctor = z.object({
  doctorId: Id,
  name: z.string(),
  timeZone: z.string(),
  durationMinutes: z.number().int(),
  seq: Seq,
});
export type ConsideredDoctor = z.infer<typeof ConsideredDoctor>;

/**
 * A start with everybody who is free then, those with the fewest visits on that date of their own zone first, else by name; `held` when nobody is, with those at whom somebody else is booking
 * it. `endsAt` is the visit's end with the first of them: it may take longer with another.
 */
export const SharedSlot = Slot.extend({ doctorIds: z.array(Id).min(1) });
export type SharedSlot = z.infer<typeof SharedSlot>;

const common = {
  /** Every active doctor of the specialty who offers the visit type, by name; the first of them where there are very many. */
  doctors: z.array(ConsideredDoctor).max(MAX_DOCTORS_OF_SPECIALTY),
  asOf: Instant,
  /** The earliest moment at which the same doctors with the same numbers give another answer. */
  freshUntil: Instant,
  bookable: z.boolean(),
};

/** `days` has one entry for each date of the range, in the viewer's zone; each start is in it once. */
export const SlotsOfSpecialty = z.object({
  ...common,
  days: z.array(z.object({ date: z.string(), slots: z.array(SharedSlot) })),
});
export type SlotsOfSpecialty = z.infer<typeof SlotsOfSpecialty>;

/** `count` and `nextFree` as in a doctor's months; a start that several doctors share counts once. */
export const MonthsOfSpecialty = z.object({
  ...common,
  days: z.array(DayCount),
  nextFree: z.string().nullable(),
});
export type MonthsOfSpecialty = z.infer<typeof MonthsOfSpecialty>;

const Asked = z.strictObject({
  specialty: shortText(80),
  visitTypeId: Id,
  from: LocalDate,
  to: LocalDate,
  timeZone: TimeZone,
  _t: z.string().max(20).optional(),
});

const within = <Query extends z.ZodType<{ from: string; to: string }>>(maxDays: number, query: Query) =>
  query
    .refine(({ from, to }) => from <= to, { path: ['to'], error: 'must not be before the first date' })
    .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < maxDays * 86_400_000, {
      path: ['to'],
      error: `must be at most ${maxDays} days after the first date`,
    });

/** Always 200 and never cached; nobody offers anything under an unknown specialty. Dates, `_t` and `hold` as in a doctor's slots. */
export const readSlotsOfSpecialty = endpoint({
  method: 'GET',
  path: '/api/v1/slots',
  summary: 'Bookable slots with any doctor of a specialty, and who is free at each',
  access: 'anyone',
  query: within(MAX_SLOT_RANGE_DAYS, Asked.extend({ hold: Id.optional() })),
  response: SlotsOfSpecialty,
});

/** As the slots of a specialty. */
export const readMonthsOfSpecialty = endpoint({
  method: 'GET',
  path: '/api/v1/slots/months',
  summary: 'Number of bookable slots with any doctor of a specialty for each date, and the next free date',
  access: 'anyone',
  query: within(MAX_MONTHS_RANGE_DAYS, Asked),
  response: MonthsOfSpecialty,
});
