import { z } from 'zod';
import { Decisions, Id, LocalDate, Seq, shortText, Version } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';
import { TimeWindow } from './templates.ts';

/** The most recurring overrides one doctor may have. */
export const MAX_RECURRING_OVERRIDES = 50;

/**
 * The value of an RFC 5545 RRULE (SL6): here its outline; what is known of each part is `parseRecurrence`'s to say, and
 * a rule it refuses is answered with 422 at `/rule`.
 */
export const RecurrenceRule = z
  .string()
  .max(500, 'must have at most 500 characters')
  .regex(
    /^(?:[A-Z]+=[A-Z0-9+,-]+)(?:;[A-Z]+=[A-Z0-9+,-]+)*$/,
    'must be a rule such as FREQ=MONTHLY;BYDAY=-1FR',
  );

/**
 * Other hours, or none, on each date of a rule (SL5, SL6). A holiday and a date override come before it; of two on one
 * date the later saved holds. `nextDates` are at most ten, from today on in the doctor's zone. `reason` is for staff only.
 */
export const RecurringOverride = z.object({
  id: Id,
  version: Version,
  rule: z.string(),
  startsOn: z.string(),
  excludedDates: z.array(z.string()),
  windows: z.array(TimeWindow),
  reason: z.string().nullable(),
  nextDates: z.array(z.string()),
});
export type RecurringOverride = z.infer<typeof RecurringOverride>;

/** `startsOn` is where the rule begins to count; one of its dates only if the rule says so too. */
const fields = {
  rule: RecurrenceRule,
  startsOn: LocalDate,
  excludedDates: z.array(LocalDate).max(366).default([]),
  windows: z.array(TimeWindow).max(12),
  reason: shortText(200).nullable().default(null),
};

export const RecurringOverrideInput = z.strictObject(fields);
export type RecurringOverrideInput = z.infer<typeof RecurringOverrideInput>;

const path = '/api/v1/doctors/:doctorId/recurring-overrides' as const;
const RecurringOverrideId = DoctorId.extend({ recurringOverrideId: Id });
const Saved = z.object({ recurringOverride: RecurringOverride, seq: Seq });

export const listRecurringOverrides = endpoint({
  method: 'GET',
  path,
  summary: 'Recurring overrides, the later saved first',
  access: 'manage-schedule',
  params: DoctorId,
  response: z.object({ recurringOverrides: z.array(RecurringOverride), seq: Seq }),
});

export const createRecurringOverride = endpoint({
  method: 'POST',
  path,
  summary: 'Set other hours for each date of a rule, or close them',
  access: 'manage-schedule',
  status: 201,
  params: DoctorId,
  body: z.strictObject({ ...fields, decisions: Decisions }),
  response: Saved,
});

export const updateRecurringOverride = endpoint({
  method: 'PUT',
  path: `${path}/:recurringOverrideId`,
  summary: 'Change a recurring override',
  access: 'manage-schedule',
  params: RecurringOverrideId,
  body: z.strictObject({ ...fields, version: Version, decisions: Decisions }),
  response: Saved,
});

export const removeRecurringOverride = endpoint({
  method: 'DELETE',
  path: `${path}/:recurringOverrideId`,
  summary: 'Go back to the weekly hours on the dates of a rule',
  access: 'manage-schedule',
  params: RecurringOverrideId,
  body: z.strictObject({ version: Version, decisions: Decisions }),
  response: z.object({ seq: Seq }),
});
