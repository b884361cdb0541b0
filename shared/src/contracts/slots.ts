import { z } from 'zod';
import { Id, Instant, LocalDate, Seq, TimeZone } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';

/** The most local days one slots request may cover (SL16). */
export const MAX_SLOT_RANGE_DAYS = 62;

/** An offerable interval `[startsAt, endsAt)`. `held` is being booked by someone else and cannot be chosen. */
export const Slot = z.object({ startsAt: Instant, endsAt: Instant, status: z.enum(['free', 'held']) });
export type Slot = z.infer<typeof Slot>;

/** The slots that start on a date of the viewer's (SL11), by start. */
export const SlotDay = z.object({ date: z.string(), slots: z.array(Slot) });
export type SlotDay = z.infer<typeof SlotDay>;

/**
 * `seq` was read before the data: the answer is at least as new as it. `freshUntil` is the earliest moment at
 * which the same `seq` gives another answer. `days` has one entry for each date of the range, in the viewer's
 * zone, also for dates without slots.
 */
export const SlotsAnswer = z.object({
  doctorId: Id,
  seq: Seq,
  asOf: Instant,
  freshUntil: Instant,
  timeZone: z.string(),
  bookable: z.boolean(),
  days: z.array(SlotDay),
});
export type SlotsAnswer = z.infer<typeof SlotsAnswer>;

/**
 * Always 200 and never cached. `from` and `to` are inclusive dates in `timeZone`, the viewer's; `_t` is ignored (it
 * defeats caches on the way). `hold` is a hold of the viewer's own, which hides nothing from them (SL13); anybody
 * else's changes nothing.
 */
export const readSlots = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId/slots',
  summary: 'Bookable slots of a doctor',
  access: 'anyone',
  params: DoctorId,
  query: z
    .strictObject({
      from: LocalDate,
      to: LocalDate,
      visitTypeId: Id,
      timeZone: TimeZone,
      hold: Id.optional(),
      _t: z.string().max(20).optional(),
    })
    .refine((query) => query.from <= query.to, { path: ['to'], error: 'must not be before the first date' })
    .refine((query) => Date.parse(query.to) - Date.parse(query.from) < MAX_SLOT_RANGE_DAYS * 86_400_000, {
      path: ['to'],
      error: `must be at most ${MAX_SLOT_RANGE_DAYS} days after the first date`,
    }),
  response: SlotsAnswer,
});
