import { z } from 'zod';
import { AvailabilitySlotChanged, DoctorAvailabilityUpdated } from '../realtime/events.ts';
import { Id, Instant, queryNumber, Seq } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';

/** One numbered change of a doctor's offer, as it went out over the socket. */
export const Change = z.discriminatedUnion('name', [
  z.object({ name: z.literal('doctor-availability-updated'), payload: DoctorAvailabilityUpdated }),
  z.object({ name: z.literal('availability-slot-changed'), payload: AvailabilitySlotChanged }),
]);
export type Change = z.infer<typeof Change>;

/**
 * The changes after `since`, in order and without a hole, up to `seq`. With `reset: true` the log no longer
 * reaches back that far (or too much happened): `changes` is empty and everything shown must be read again.
 */
export const ChangesAnswer = z.object({
  doctorId: Id,
  seq: Seq,
  asOf: Instant,
  reset: z.boolean(),
  changes: z.array(Change),
});
export type ChangesAnswer = z.infer<typeof ChangesAnswer>;

export const readChanges = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId/changes',
  summary: "What changed in a doctor's offer since a sequence number",
  access: 'anyone',
  params: DoctorId,
  query: z.strictObject({
    since: queryNumber(z.number().int().nonnegative()),
    _t: z.string().max(20).optional(),
  }),
  response: ChangesAnswer,
});

/** As many as one socket may watch. */
export const MAX_CHANGES_DOCTORS = 50;

const SinceOfDoctor = z
  .string()
  .regex(/^[0-9a-f]{24}:\d{1,15}$/, 'must be a doctor id and a number, joined by a colon')
  .transform((text) => ({ doctorId: text.slice(0, 24), since: Number(text.slice(25)) }));

/** For several doctors at once. Doctors that are not known are absent. */
export const readChangesOfMany = endpoint({
  method: 'GET',
  path: '/api/v1/changes',
  summary: 'What changed in the offers of several doctors, each since a sequence number of its own',
  access: 'anyone',
  query: z.strictObject({
    since: z
      .string()
      .max(MAX_CHANGES_DOCTORS * 41)
      .transform((text) => text.split(','))
      .pipe(z.array(SinceOfDoctor).min(1).max(MAX_CHANGES_DOCTORS))
      .refine(
        (asked) => new Set(asked.map(({ doctorId }) => doctorId)).size === asked.length,
        'must name each doctor once',
      )
      .meta({ description: 'For each doctor `<doctorId>:<number>`, joined by commas' }),
  }),
  response: z.object({ items: z.array(ChangesAnswer) }),
});
