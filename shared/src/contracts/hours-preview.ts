import { z } from 'zod';
import { AffectedAppointment, Id, Instant, LocalDate, Seq, Version } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';
import { OverrideInputs } from './overrides.ts';
import { WeeklyWindows } from './templates.ts';

/** How many days of the weekly hours after an edit are compared with those before it. */
export const PREVIEWED_DAYS = 28;
/** Date overrides are compared over so many days from their first date at most. */
export const MAX_PREVIEWED_DAYS = 92;

/** Free times one date would have more and fewer. */
export const DayEffect = z.object({
  date: z.string(),
  gained: z.number().int(),
  lost: z.number().int(),
});
export type DayEffect = z.infer<typeof DayEffect>;

/** The same for one visit type in all. `days` are those on which something changes, in order. */
export const VisitTypeEffect = z.object({
  visitTypeId: Id,
  visitTypeName: z.string(),
  gained: z.number().int(),
  lost: z.number().int(),
  days: z.array(DayEffect),
});
export type VisitTypeEffect = z.infer<typeof VisitTypeEffect>;

/**
 * What an edit of the hours would do, without doing it. Free times are those of the slot engine before and after, for
 * each visit type that the doctor offers now, as if the booking window were open: an edit that begins after it would
 * seem to do nothing. `from` and `to` are the dates compared, in the doctor's zone, both included; `affected` are all
 * visits to come that saving would ask about, also later ones.
 */
export const HoursPreview = z.object({
  doctorId: Id,
  seq: Seq,
  asOf: Instant,
  timeZone: z.string(),
  from: z.string(),
  to: z.string(),
  visitTypes: z.array(VisitTypeEffect),
  affected: z.array(AffectedAppointment),
});
export type HoursPreview = z.infer<typeof HoursPreview>;

const TemplateEdit = z
  .strictObject({
    templateId: Id.optional(),
    version: Version.optional(),
    effectiveFrom: LocalDate.optional(),
    windows: WeeklyWindows.optional(),
  })
  .superRefine((edit, context) => {
    const missing = (field: keyof typeof edit) =>
      context.addIssue({ code: 'custom', path: [field], message: 'is needed here' });
    const isRemoval = edit.templateId !== undefined && edit.windows === undefined;
    if (edit.templateId !== undefined && edit.version === undefined) {
      missing('version');
    }
    if (edit.templateId === undefined && edit.version !== undefined) {
      missing('templateId');
    }
    if (edit.effectiveFrom === undefined && !isRemoval) {
      missing('effectiveFrom');
    }
    if (edit.windows === undefined && (!isRemoval || edit.effectiveFrom !== undefined)) {
      missing('windows');
    }
  });
export type TemplateEdit = z.input<typeof TemplateEdit>;

/**
 * The body of adding or, with `templateId`, of changing a template; without hours the template is removed. Refuses what
 * saving would refuse, but asks for no decisions.
 */
export const previewTemplates = endpoint({
  method: 'POST',
  path: '/api/v1/doctors/:doctorId/templates/preview',
  summary: 'What a change of the weekly hours would do; nothing is saved',
  access: 'manage-schedule',
  params: DoctorId,
  body: TemplateEdit,
  response: HoursPreview,
});

/** As {@link previewTemplates}, for other hours of some dates. */
export const previewOverrides = endpoint({
  method: 'POST',
  path: '/api/v1/doctors/:doctorId/overrides/preview',
  summary: 'What date overrides would do; nothing is saved',
  access: 'manage-schedule',
  params: DoctorId,
  body: z.strictObject({ overrides: OverrideInputs }),
  response: HoursPreview,
});
