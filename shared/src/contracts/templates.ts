import { z } from 'zod';
import { Decisions, Id, LocalDate, LocalTime, Seq, Version } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';

const MAX_WINDOWS_A_DAY = 12;
/** The most visits a window may be capped at (SL12). */
export const MAX_SESSIONS = 200;

/** A wall-clock window `[start, end)`; `end` before `start` runs into the next day, equal times are refused, the whole day is 00:00–24:00 (SL2). */
const windowFields = {
  start: LocalTime.refine((time) => time !== '24:00', 'must be before 24:00'),
  end: LocalTime.refine((time) => time !== '00:00', 'must be written 24:00 for midnight'),
  /** How many visits may start in this window on one date (SL12); null: as many as fit. */
  maxSessions: z.number().int().min(1).max(MAX_SESSIONS).nullable().default(null),
};
const notEmpty = {
  check: (window: { start: string; end: string }) => window.start !== window.end,
  detail: { path: ['end'], error: 'must differ from the start; the whole day is 00:00–24:00' },
};

export const TimeWindow = z.strictObject(windowFields).refine(notEmpty.check, notEmpty.detail);
export type TimeWindow = z.infer<typeof TimeWindow>;

/** `dayOfWeek` 0 is Sunday. */
export const WeeklyWindow = z
  .strictObject({
    dayOfWeek: z.number().int().min(0).max(6),
    ...windowFields,
    /** The visit types that may be booked in this window; left out: all that the doctor offers. */
    visitTypeIds: z.array(Id).min(1).max(20).optional(),
  })
  .refine(notEmpty.check, notEmpty.detail);
export type WeeklyWindow = z.infer<typeof WeeklyWindow>;
/** As it may be sent: the cap can be left out. */
export type WeeklyWindowInput = z.input<typeof WeeklyWindow>;

export const WeeklyWindows = z
  .array(WeeklyWindow)
  .max(7 * MAX_WINDOWS_A_DAY)
  .superRefine((windows, context) => {
    for (const [index, window] of windows.entries()) {
      if (windows.findIndex((other) => sameWindow(other, window)) < index) {
        context.addIssue({ code: 'custom', path: [index, 'start'], message: 'is listed twice' });
      }
    }
  });

function sameWindow(a: WeeklyWindow, b: WeeklyWindow): boolean {
  const typesOf = (window: WeeklyWindow) => window.visitTypeIds?.toSorted().join();
  const sameTimes = a.dayOfWeek === b.dayOfWeek && a.start === b.start && a.end === b.end;
  return sameTimes && typesOf(a) === typesOf(b);
}

/** A weekly availability template. The one in force on a date is the latest that has begun (SL4); `effectiveTo` is its inclusive last date, null when open. */
export const Template = z.object({
  id: Id,
  version: Version,
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  windows: z.array(WeeklyWindow),
});
export type Template = z.infer<typeof Template>;

const TemplateId = DoctorId.extend({ templateId: Id });
const TemplatesSaved = z.object({ templates: z.array(Template), seq: Seq });

export const listTemplates = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId/templates',
  summary: 'Weekly availability, past and future templates included',
  access: 'manage-schedule',
  params: DoctorId,
  response: z.object({ templates: z.array(Template), timeZone: z.string(), seq: Seq }),
});

export const createTemplate = endpoint({
  method: 'POST',
  path: '/api/v1/doctors/:doctorId/templates',
  summary: 'Add weekly hours that begin on a date',
  access: 'manage-schedule',
  status: 201,
  params: DoctorId,
  body: z.strictObject({ effectiveFrom: LocalDate, windows: WeeklyWindows, decisions: Decisions }),
  response: TemplatesSaved,
});

/** A template that has begun is changed from today on: its past stays as a template of its own that ended yesterday (SL4). */
export const updateTemplate = endpoint({
  method: 'PUT',
  path: '/api/v1/doctors/:doctorId/templates/:templateId',
  summary: 'Change weekly hours',
  access: 'manage-schedule',
  params: TemplateId,
  body: z.strictObject({
    version: Version,
    effectiveFrom: LocalDate,
    windows: WeeklyWindows,
    decisions: Decisions,
  }),
  response: TemplatesSaved,
});

export const deleteTemplate = endpoint({
  method: 'DELETE',
  path: '/api/v1/doctors/:doctorId/templates/:templateId',
  summary: 'Remove weekly hours from today on',
  access: 'manage-schedule',
  params: TemplateId,
  body: z.strictObject({ version: Version, decisions: Decisions }),
  response: TemplatesSaved,
});
