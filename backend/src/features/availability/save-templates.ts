import type { Decisions } from '@openslot/shared/contracts/common';
import type { Template, WeeklyWindow } from '@openslot/shared/contracts/templates';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { localDateOf } from '@openslot/shared/time/zone';
import { Types } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import type { ClinicRevisionRecord } from '../../database/models/clinic.model.ts';
import type { DoctorRecord, TemplateRecord } from '../../database/models/doctor.model.ts';
import { requireHoursDecisions } from '../../schedule/hours-decisions.ts';
import { rangeFrom, reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { presentTemplate, presentTemplates } from './availability.presenter.ts';
import { withEdit, withoutTemplate } from './template-history.ts';

interface TemplateInput {
  readonly effectiveFrom: string;
  readonly windows: readonly WeeklyWindow[];
  readonly decisions: Decisions;
}

interface TemplateChange {
  readonly templates: TemplateRecord[];
  /** First local date whose hours may differ. */
  readonly from: string;
  readonly subjectId: string;
  readonly facts: Record<string, unknown>;
}

/**
 * Adds weekly hours that begin on a date, today at the earliest.
 * @throws AppError `invalid_request` for a past date or one on which another template begins, `affected_appointments`.
 */
export function createTemplate(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  input: TemplateInput,
): Promise<Committed<Template[]>> {
  return changeTemplates(deps, context, doctorId, 'template_created', input.decisions, (doctor, today) => {
    requireDate(doctor, input.effectiveFrom, today, null);
    const template: TemplateRecord = {
      _id: new Types.ObjectId(),
      version: 1,
      effectiveFrom: input.effectiveFrom,
      effectiveTo: null,
      windows: [...input.windows],
    };
    return {
      templates: [...doctor.templates, template],
      from: template.effectiveFrom,
      subjectId: String(template._id),
      facts: { effectiveFrom: template.effectiveFrom, windows: template.windows },
    };
  });
}

/**
 * Changes weekly hours from today on; see {@link withEdit} for what stays of the past.
 * @throws AppError `not_found`, `stale_version`, `invalid_request`, `affected_appointments`.
 */
export function updateTemplate(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  id: string,
  input: TemplateInput & { readonly version: number },
): Promise<Committed<Template[]>> {
  return changeTemplates(deps, context, doctorId, 'template_updated', input.decisions, (doctor, today) => {
    const before = templateAt(doctor, id, input.version, today);
    if (input.effectiveFrom !== before.effectiveFrom) {
      requireDate(doctor, input.effectiveFrom, today, id);
    }
    if (before.effectiveTo !== null && input.effectiveFrom > before.effectiveTo) {
      throw invalidField(
        '/effectiveFrom',
        `must not be after ${before.effectiveTo}, the last date of these hours`,
      );
    }
    const templates = withEdit(doctor.templates, id, input, today);
    const first = earlier(before.effectiveFrom, input.effectiveFrom);
    return {
      templates,
      from: later(first, today),
      subjectId: id,
      facts: { effectiveFrom: input.effectiveFrom, windows: input.windows, before: before.windows },
    };
  });
}

/**
 * Removes weekly hours from today on.
 * @throws AppError `not_found`, `stale_version`, `affected_appointments`.
 */
export function deleteTemplate(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  id: string,
  input: { readonly version: number; readonly decisions: Decisions },
): Promise<Committed<Template[]>> {
  return changeTemplates(deps, context, doctorId, 'template_deleted', input.decisions, (doctor, today) => {
    const before = templateAt(doctor, id, input.version, today);
    return {
      templates: withoutTemplate(doctor.templates, id, today),
      from: later(before.effectiveFrom, today),
      subjectId: id,
      facts: { effectiveFrom: before.effectiveFrom, before: before.windows },
    };
  });
}

function changeTemplates(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  auditAction: string,
  decisions: Decisions,
  change: (doctor: DoctorRecord, today: string) => TemplateChange,
): Promise<Committed<Template[]>> {
  const { models } = deps;
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor, now }) => {
      const { templates, from, subjectId, facts } = change(
        doctor,
        localDateOf(doctor.timeZone, now.getTime()),
      );
      const revision = await readClinicRevision(models, doctor.clinicRev, session);
      requireVisitTypes(templates, revision);
      const decided = await requireHoursDecisions(models, session, {
        doctor,
        now,
        dates: null,
        from,
        templates,
        decisions,
      });
      await models.doctors.updateOne({ _id: doctor._id }, { $set: { templates } }, { session });
      return {
        result: presentTemplates(templates),
        event: {
          name: 'doctor-availability-updated',
          payload: {
            action: 'template_updated',
            ...rangeFrom(doctor.timeZone, from, reachOf({ doctor, revision })),
          },
        },
        audit: {
          action: auditAction,
          subject: { type: 'template', id: subjectId },
          facts: { ...facts, decided },
        },
      };
    },
  );
}

function requireVisitTypes(templates: readonly TemplateRecord[], revision: ClinicRevisionRecord): void {
  const known = new Set(revision.visitTypes.map((type) => String(type._id)));
  const windows = templates.flatMap((template) => template.windows);
  if (windows.some((window) => window.visitTypeIds?.some((id) => !known.has(id)))) {
    throw invalidField('/windows', 'names a visit type that this clinic does not have');
  }
}

function earlier(a: string, b: string): string {
  return [a, b].sort()[0] ?? a;
}

function later(a: string, b: string): string {
  return [a, b].sort()[1] ?? a;
}

function templateAt(doctor: DoctorRecord, id: string, version: number, today: string): TemplateRecord {
  const template = doctor.templates.find((candidate) => String(candidate._id) === id);
  if (template === undefined) {
    throw new AppError('not_found');
  }
  if (template.version !== version) {
    throw new AppError('stale_version', { extra: { current: presentTemplate(template) } });
  }
  const replaced = doctor.templates.some(
    (other) => other.effectiveFrom > template.effectiveFrom && other.effectiveFrom <= today,
  );
  if (replaced || (template.effectiveTo !== null && template.effectiveTo < today)) {
    throw invalidField('/effectiveFrom', 'belongs to hours that have ended; past hours cannot be changed');
  }
  return template;
}

function requireDate(doctor: DoctorRecord, effectiveFrom: string, today: string, ownId: string | null): void {
  if (effectiveFrom < today) {
    throw invalidField('/effectiveFrom', 'must not be in the past');
  }
  if (
    doctor.templates.some((other) => other.effectiveFrom === effectiveFrom && String(other._id) !== ownId)
  ) {
    throw invalidField('/effectiveFrom', 'is the first date of other weekly hours already');
  }
}
