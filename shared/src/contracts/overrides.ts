import { z } from 'zod';
import { Decisions, Id, LocalDate, Seq, shortText, Version } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';
import { TimeWindow } from './templates.ts';

/** A date override replaces that date's weekly windows completely; no windows means closed (SL5). `reason` is for staff only. */
export const Override = z.object({
  id: Id,
  version: Version,
  date: z.string(),
  windows: z.array(TimeWindow),
  reason: z.string().nullable(),
});
export type Override = z.infer<typeof Override>;

/** `version` is the version seen of the override of this date; left out when the date had none. */
export const OverrideInput = z.strictObject({
  date: LocalDate,
  windows: z.array(TimeWindow).max(12),
  reason: shortText(200).nullable().default(null),
  version: Version.optional(),
});
export type OverrideInput = z.infer<typeof OverrideInput>;

/** Overrides of different dates. */
export const OverrideInputs = z
  .array(OverrideInput)
  .min(1)
  .max(366)
  .superRefine((overrides, context) => {
    const seen = new Set<string>();
    for (const [index, override] of overrides.entries()) {
      if (seen.has(override.date)) {
        context.addIssue({ code: 'custom', path: [index, 'date'], message: 'is listed twice' });
      }
      seen.add(override.date);
    }
  });

export const DateRangeQuery = z
  .strictObject({ from: LocalDate, to: LocalDate })
  .refine((range) => range.from <= range.to, { path: ['to'], error: 'must not be before the first date' });

const OverridesSaved = z.object({ overrides: z.array(Override), seq: Seq });

export const listOverrides = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId/overrides',
  summary: 'Date overrides from one date to another, both included',
  access: 'manage-schedule',
  params: DoctorId,
  query: DateRangeQuery,
  response: z.object({ overrides: z.array(Override), seq: Seq }),
});

export const setOverride = endpoint({
  method: 'POST',
  path: '/api/v1/doctors/:doctorId/overrides',
  summary: 'Set other hours for a date, or close it',
  access: 'manage-schedule',
  status: 201,
  params: DoctorId,
  body: OverrideInput.extend({ decisions: Decisions }),
  response: OverridesSaved,
});

/** All or nothing, and one change for everybody who watches. */
export const setOverrides = endpoint({
  method: 'PUT',
  path: '/api/v1/doctors/:doctorId/overrides',
  summary: 'Set several date overrides at once',
  access: 'manage-schedule',
  params: DoctorId,
  body: z.strictObject({
    overrides: OverrideInputs,
    decisions: Decisions,
  }),
  response: OverridesSaved,
});

export const removeOverride = endpoint({
  method: 'DELETE',
  path: '/api/v1/doctors/:doctorId/overrides/:overrideId',
  summary: 'Go back to the weekly hours on a date',
  access: 'manage-schedule',
  params: DoctorId.extend({ overrideId: Id }),
  body: z.strictObject({ version: Version, decisions: Decisions }),
  response: z.object({ seq: Seq }),
});
