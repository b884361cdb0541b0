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
