import { z } from 'zod';
import { Id, Instant, LocalDate, LocalTime, queryNumber, Seq, shortText } from './common.ts';
import { endpoint } from './endpoint.ts';
import { MAX_SLOT_RANGE_DAYS } from './slots.ts';
import { MAX_SESSIONS } from './templates.ts';

/*
 * The requests of the older availability API, word for word, for programs written against it: other names for what
 * `templates.ts`, `overrides.ts` and `generate.ts` do. A therapist is a doctor here. These paths alone also read
 * JSON that arrives as text/plain.
 */

const TEMPLATE = '/api/therapist/availability/template';
const OVERRIDE = '/api/therapist/availability/override';
const GENERATE = '/api/therapist/availability/generate';

const therapist = { therapist_id: Id };
const cacheBuster = { _t: z.string().max(20).optional() };
const sessionType = shortText(60);
const sessionDuration = z.number().int().min(5).max(1_440).multipleOf(5, 'must be a multiple of 5 minutes');

/** A window of the weekly hours. `session_type` and `session_duration` (minutes) name the one visit type it is for, which is made if missing. */
const templateFields = {
  day_of_week: z.number().int().min(0).max(6),
  start_time: LocalTime,
  end_time: LocalTime,
  session_duration: sessionDuration.optional(),
  session_type: sessionType.optional(),
  max_sessions: z.number().int().min(1).max(MAX_SESSIONS).nullable().optional(),
};
const bothOrNeither = (row: { session_type?: unknown; session_duration?: unknown }) =>
  (row.session_type === undefined) === (row.session_duration === undefined);
const together = { path: ['session_duration'], error: 'belongs together with session_type' };

export const TherapistTemplate = z.object({
  id: z.string(),
  therapist_id: Id,
  day_of_week: z.number().int(),
  start_time: z.string(),
  end_time: z.string(),
  session_duration: z.number().int().nullable(),
  session_type: z.string().nullable(),
  max_sessions: z.number().int().nullable(),
});
export type TherapistTemplate = z.infer<typeof TherapistTemplate>;
const TherapistTemplates = z.object({ templates: z.array(TherapistTemplate), seq: Seq });

export const listTherapistTemplates = endpoint({
  method: 'GET',
  path: TEMPLATE,
  summary: 'The weekly hours in force, window by window',
  access: 'signed-in',
  query: z.strictObject({ ...therapist, ...cacheBuster }),
  response: TherapistTemplates,
});

/** Replaces all windows of the weekly hours in force, from today on. */
export const saveTherapistTemplates = endpoint({
  method: 'POST',
  path: TEMPLATE,
  summary: 'Set the weekly hours from today on',
  access: 'signed-in',
  body: z.strictObject({
    ...therapist,
    templates: z.array(z.strictObject(templateFields).refine(bothOrNeither, together)).max(84),
  }),
  response: TherapistTemplates,
});

export const changeTherapistTemplate = endpoint({
  method: 'PUT',
  path: TEMPLATE,
  summary: 'Change one window of the weekly hours',
  access: 'signed-in',
  body: z
    .strictObject({ ...therapist, id: z.string().max(200), ...templateFields })
    .refine(bothOrNeither, together),
  response: TherapistTemplates,
});

export const removeTherapistTemplate = endpoint({
  method: 'DELETE',
  path: TEMPLATE,
  summary: 'Remove one window of the weekly hours',
  access: 'signed-in',
  query: z.strictObject({ ...therapist, id: z.string().max(200) }),
  response: TherapistTemplates,
});

/** Other hours for a date, or none. A date with several windows has several rows. */
const overrideRow = z.strictObject({
  override_date: LocalDate,
  is_available: z.boolean(),
  start_time: LocalTime.nullable().optional(),
  end_time: LocalTime.nullable().optional(),
  reason: shortText(200).nullable().optional(),
});
const timesFit = (row: z.infer<typeof overrideRow>) =>
  [row.start_time, row.end_time].every((time) => (typeof time === 'string') === row.is_available);
const times = { path: ['start_time'], error: 'and end_time are for available hours, which need both' };

export const TherapistOverride = z.object({
  id: Id,
  therapist_id: Id,
  override_date: z.string(),
  is_available: z.boolean(),
  start_time: z.string().nullable(),
  end_time: z.string().nullable(),
  reason: z.string().nullable(),
});
export type TherapistOverride = z.infer<typeof TherapistOverride>;
const TherapistOverrides = z.object({ overrides: z.array(TherapistOverride), seq: Seq });

const dates = { start_date: LocalDate, end_date: LocalDate };
const inOrder = {
  check: (range: { start_date: string; end_date: string }) => range.start_date <= range.end_date,
  detail: { path: ['end_date'], error: 'must not be before the first date' },
};

export const listTherapistOverrides = endpoint({
  method: 'GET',
  path: OVERRIDE,
  summary: 'Date overrides from one date to another, both included',
  access: 'signed-in',
  query: z.strictObject({ ...therapist, ...dates, ...cacheBuster }).refine(inOrder.check, inOrder.detail),
  response: TherapistOverrides,
});

/** Replaces what the date had. */
export const setTherapistOverride = endpoint({
  method: 'POST',
  path: OVERRIDE,
  summary: 'Set other hours for a date, or close it',
  access: 'signed-in',
  body: overrideRow.extend(therapist).refine(timesFit, times),
  response: TherapistOverrides,
});

export const setTherapistOverrides = endpoint({
  method: 'PUT',
  path: OVERRIDE,
  summary: 'Set several date overrides at once',
  access: 'signed-in',
  body: z.strictObject({
    ...therapist,
    overrides: z.array(overrideRow.refine(timesFit, times)).min(1).max(366),
  }),
  response: TherapistOverrides,
});

export const removeTherapistOverride = endpoint({
  method: 'DELETE',
  path: OVERRIDE,
  summary: 'Go back to the weekly hours on a date',
  access: 'signed-in',
  query: z.strictObject({ ...therapist, override_date: LocalDate }),
  response: z.object({ seq: Seq }),
});

/** A time that can be booked; times are wall clock in the therapist's zone, `starts_at` and `ends_at` the instants. */
export const TherapistSlot = z.object({
  date: z.string(),
  start_time: z.string(),
  end_time: z.string(),
  starts_at: Instant,
  ends_at: Instant,
  session_type: z.string(),
  session_duration: z.number().int(),
  visit_type_id: Id,
  is_available: z.literal(true),
});
export type TherapistSlot = z.infer<typeof TherapistSlot>;
const offer = { therapist_id: Id, timezone: z.string(), seq: Seq };

export const generateTherapistAvailability = endpoint({
  method: 'GET',
  path: GENERATE,
  summary: 'Times that can be booked in a range of dates',
  access: 'anyone',
  query: z
    .strictObject({
      ...therapist,
      ...dates,
      session_type: sessionType.optional(),
      session_duration: queryNumber(sessionDuration).optional(),
      ...cacheBuster,
    })
    .refine(inOrder.check, inOrder.detail)
    .refine(
      (range) => Date.parse(range.end_date) - Date.parse(range.start_date) < MAX_SLOT_RANGE_DAYS * 86_400_000,
      { path: ['end_date'], error: `must be at most ${MAX_SLOT_RANGE_DAYS} days after the first date` },
    ),
  response: z.object({ ...offer, availability: z.array(TherapistSlot) }),
});

export const generateTherapistAvailabilityOn = endpoint({
  method: 'POST',
  path: GENERATE,
  summary: 'Times that can be booked on a date',
  access: 'anyone',
  body: z.strictObject({
    ...therapist,
    date: LocalDate,
    session_type: sessionType.optional(),
    session_duration: sessionDuration.optional(),
  }),
  response: z.object({ ...offer, availability: z.array(TherapistSlot) }),
});

/** Never cached, always 200. */
export const readTherapistSlots = endpoint({
  method: 'GET',
  path: '/api/availability/slots',
  summary: 'Times that can be booked on a date, never from a cache',
  access: 'anyone',
  query: z.strictObject({
    ...therapist,
    date: LocalDate,
    session_type: sessionType.optional(),
    session_duration: queryNumber(sessionDuration).optional(),
    ...cacheBuster,
  }),
  response: z.object({ ...offer, date: z.string(), slots: z.array(TherapistSlot) }),
});

/** Never cached. Seven days, Sunday (0) first. */
export const readTherapistWeek = endpoint({
  method: 'GET',
  path: '/api/therapist/availability/weekly',
  summary: 'The weekly hours in force, day by day',
  access: 'signed-in',
  query: z.strictObject({ ...therapist, ...cacheBuster }),
  response: z.object({
    ...offer,
    availability: z.array(z.object({ day_of_week: z.number().int(), windows: z.array(TherapistTemplate) })),
  }),
});
