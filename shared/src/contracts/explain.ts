import { z } from 'zod';
import { Id, Instant, LocalDate, Seq } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';

/** Why a time is not offered (SL14), in the slot engine's words. */
export const Rejection = z.enum([
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
]);
export type Rejection = z.infer<typeof Rejection>;

/** A start that somebody might expect; `code` is why it is not offered (SL14), null when it is. */
export const ExplainedStart = z.object({
  startsAt: Instant,
  code: Rejection.nullable(),
});
export type ExplainedStart = z.infer<typeof ExplainedStart>;

/**
 * `notBookable` says why the doctor offers no visit of this type at all; nothing is explained then. `starts` are all
 * expected starts on the date, in order; `asked` is the answer for `startsAt`, which need not be one of them.
 */
export const ExplainAnswer = z.object({
  doctorId: Id,
  seq: Seq,
  asOf: Instant,
  timeZone: z.string(),
  notBookable: z.enum(['doctor_inactive', 'visit_type_not_offered']).nullable(),
  starts: z.array(ExplainedStart),
  asked: ExplainedStart.nullable(),
});
export type ExplainAnswer = z.infer<typeof ExplainAnswer>;

/** For staff: the reasons tell of other people's visits. `date` is a local date of the doctor's zone, on which `startsAt` must lie. */
export const explainSlots = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId/explain',
  summary: 'Why times of a date are bookable or not',
  access: 'manage-schedule',
  params: DoctorId,
  query: z.strictObject({ visitTypeId: Id, date: LocalDate, startsAt: Instant.optional() }),
  response: ExplainAnswer,
});
