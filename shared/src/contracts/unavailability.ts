import { z } from 'zod';
import { Decisions, Id, Instant, LocalDate, LocalTime, Seq, shortText, Version } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';
import { DateRangeQuery } from './overrides.ts';

const period = {
  startDate: LocalDate,
  /** Inclusive last date for whole days; the date on which the end time lies otherwise. */
  endDate: LocalDate,
  allDay: z.boolean(),
  /** Wall clock in the doctor's zone; null for whole days. */
  startTime: LocalTime.nullable(),
  endTime: LocalTime.nullable(),
};

const base = z.strictObject({ ...period, reason: shortText(200).nullable().default(null) });

function checkPeriod(input: z.infer<typeof base>, context: z.RefinementCtx): void {
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (input.allDay) {
    if (input.startTime !== null || input.endTime !== null) {
      refuse('startTime', 'must be left out for whole days');
    }
    if (input.endDate < input.startDate) {
      refuse('endDate', 'must not be before the first date');
    }
    return;
  }
  if (input.startTime === null) {
    refuse('startTime', 'is needed unless the whole day is meant');
  }
  if (input.endTime === null) {
    refuse('endTime', 'is needed unless the whole day is meant');
  }
  if (`${input.endDate}T${input.endTime}` <= `${input.startDate}T${input.startTime}`) {
    refuse(input.endDate < input.startDate ? 'endDate' : 'endTime', 'must be after the start');
  }
}

/** A period in which the doctor is not available, in wall-clock terms of the doctor's zone; `reason` is for staff only. */
export const UnavailabilityInput = base.superRefine(checkPeriod);
export type UnavailabilityInput = z.infer<typeof UnavailabilityInput>;

/** `startsAt`, `endsAt` are the instants of the period `[startsAt, endsAt)` under today's zone rules. */
export const Unavailability = z.object({
  id: Id,
  version: Version,
  startDate: z.string(),
  endDate: z.string(),
  allDay: z.boolean(),
  startTime: z.string().nullable(),
  endTime: z.string().nullable(),
  timeZone: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  reason: z.string().nullable(),
});
export type Unavailability = z.infer<typeof Unavailability>;

const UnavailabilityId = DoctorId.extend({ unavailabilityId: Id });
const UnavailabilitySaved = z.object({ unavailability: Unavailability, seq: Seq });

export const listUnavailability = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId/unavailability',
  summary: 'Unavailability that meets a range of dates, both included',
  access: 'manage-schedule',
  params: DoctorId,
  query: DateRangeQuery,
  response: z.object({ items: z.array(Unavailability), seq: Seq }),
});

export const markUnavailable = endpoint({
  method: 'POST',
  path: '/api/v1/doctors/:doctorId/unavailability',
  summary: 'Mark hours or days as unavailable',
  access: 'manage-schedule',
  status: 201,
  params: DoctorId,
  body: base.extend({ decisions: Decisions }).superRefine(checkPeriod),
  response: UnavailabilitySaved,
});

export const updateUnavailability = endpoint({
  method: 'PUT',
  path: '/api/v1/doctors/:doctorId/unavailability/:unavailabilityId',
  summary: 'Change an unavailability',
  access: 'manage-schedule',
  params: UnavailabilityId,
  body: base.extend({ version: Version, decisions: Decisions }).superRefine(checkPeriod),
  response: UnavailabilitySaved,
});

export const removeUnavailability = endpoint({
  method: 'DELETE',
  path: '/api/v1/doctors/:doctorId/unavailability/:unavailabilityId',
  summary: 'Be available again',
  access: 'manage-schedule',
  params: UnavailabilityId,
  body: z.strictObject({ version: Version }),
  response: z.object({ seq: Seq }),
});
