import { z } from 'zod';
import { Id, Instant, LocalDate, Seq, TimeZone } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';
import { MAX_SLOT_RANGE_DAYS, SlotDay } from './slots.ts';

/** What one visit type can be booked for; `bookable` is false when this doctor does not offer it now. */
export const GeneratedSlots = z.object({
  visitTypeId: Id,
  visitTypeName: z.string().nullable(),
  durationMinutes: z.number().int().nullable(),
  bookable: z.boolean(),
  days: z.array(SlotDay),
});
export type GeneratedSlots = z.infer<typeof GeneratedSlots>;

/** `seq`, `freshUntil` and `days` as in the slots answer; `timeZone` is the doctor's. All of it was read at one `seq`. */
export const GenerateAnswer = z.object({
  doctorId: Id,
  seq: Seq,
  asOf: Instant,
  freshUntil: Instant,
  timeZone: z.string(),
  availability: z.array(GeneratedSlots),
});
export type GenerateAnswer = z.infer<typeof GenerateAnswer>;

const options = { visitTypeId: Id.optional(), timeZone: TimeZone.optional() };

/**
 * `from` and `to` are inclusive dates in `timeZone`, the doctor's unless given. Without a visit type: every one the
 * doctor offers, with the slots of its own duration, buffers and notice.
 */
export const generateAvailability = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId/availability/generate',
  summary: 'Bookable slots of a range of dates, by visit type',
  access: 'anyone',
  params: DoctorId,
  query: z
    .strictObject({ from: LocalDate, to: LocalDate, ...options, _t: z.string().max(20).optional() })
    .refine((query) => query.from <= query.to, { path: ['to'], error: 'must not be before the first date' })
    .refine((query) => Date.parse(query.to) - Date.parse(query.from) < MAX_SLOT_RANGE_DAYS * 86_400_000, {
      path: ['to'],
      error: `must be at most ${MAX_SLOT_RANGE_DAYS} days after the first date`,
    }),
  response: GenerateAnswer,
});

/** As {@link generateAvailability} for one date; changes nothing. */
export const generateAvailabilityOn = endpoint({
  method: 'POST',
  path: '/api/v1/doctors/:doctorId/availability/generate',
  summary: 'Bookable slots of one date, by visit type',
  access: 'anyone',
  params: DoctorId,
  body: z.strictObject({ date: LocalDate, ...options }),
  response: GenerateAnswer,
});
