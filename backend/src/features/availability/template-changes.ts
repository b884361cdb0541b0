import type { WeeklyWindow } from '@openslot/shared/contracts/templates';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { Types } from 'mongoose';
import type { ClinicRevisionRecord } from '../../database/models/clinic.model.ts';
import type { DoctorRecord, TemplateRecord } from '../../database/models/doctor.model.ts';
import { presentTemplate } from './availability.presenter.ts';
import { withEdit, withoutTemplate } from './template-history.ts';

export interface TemplateHours {
  readonly effectiveFrom: string;
  readonly windows: readonly WeeklyWindow[];
}

/** A template as its editor saw it. */
export interface SeenTemplate {
  readonly id: string;
  readonly version: number;
}

export interface TemplateChange {
  /** All of the doctor afterwards. */
  readonly templates: TemplateRecord[];
  /** First local date whose hours may differ. */
  readonly from: string;
  readonly subjectId: string;
  readonly facts: Record<string, unknown>;
}

/**
 * The weekly hours with one more template. `today` here and below is the local date in the doctor's zone.
 * @throws AppError `invalid_request` for a past date or one on which another template begins.
 */
export function templateAdded(
  doctor: DoctorRecord,
  today: string,
  { effectiveFrom, windows }: TemplateHours,
): TemplateChange {
  requireDate(doctor, effectiveFrom, today, null);
  const template: TemplateRecord = {
    _id: new Types.ObjectId(),
    version: 1,
    effectiveFrom,
    effectiveTo: null,
    windows: [...windows],
  };
  return {
    templates: [...doctor.templates, template],
    from: effectiveFrom,
    subjectId: String(template._id),
    facts: { effectiveFrom, windows: template.windows },
  };
}

/**
 * The weekly hours with one template changed from today on; see {@link withEdit} for what stays of the past.
 * @throws AppError `not_found`, `stale_version`, `invalid_request`.
 */
export function templateChanged(
  doctor: DoctorRecord,
  today: string,
  seen: SeenTemplate,
  { effectiveFrom, windows }: TemplateHours,
): TemplateChange {
  const before = templateAt(doctor, seen, today);
  if (effectiveFrom !== before.effectiveFrom) {
    requireDate(doctor, effectiveFrom, today, seen.id);
  }
  if (before.effectiveTo !== null && effectiveFrom > before.effectiveTo) {
    throw invalidField(
      '/effectiveFrom',
      `must not be after ${before.effectiveTo}, the last date of these hours`,
    );
  }
  // Hours that have begun stay as they are until the new first date.
  const first = before.effectiveFrom < today ? effectiveFrom : earlier(before.effectiveFrom, effectiveFrom);
  return {
    templates: withEdit(doctor.templates, seen.id, { effectiveFrom, windows }, today),
    from: later(first, today),
    subjectId: seen.id,
    facts: { effectiveFrom, windows, before: before.windows },
  };
}

/**
 * The weekly hours without one template from today on.
 * @throws AppError `not_found`, `stale_version`, `invalid_request`.
 */
export function templateRemoved(doctor: DoctorRecord, today: string, seen: SeenTemplate): TemplateChange {
  const before = templateAt(doctor, seen, today);
  return {
    templates: withoutTemplate(doctor.templates, seen.id, today),
    from: later(before.effectiveFrom, today),
    subjectId: seen.id,
    facts: { effectiveFrom: before.effectiveFrom, before: before.windows },
  };
}

/** @throws AppError `invalid_request` when a window is for a visit type that the clinic does not have. */
export function requireVisitTypes(
  templates: readonly TemplateRecord[],
  revision: ClinicRevisionRecord,
): void {
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

function templateAt(doctor: DoctorRecord, { id, version }: SeenTemplate, today: string): TemplateRecord {
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
