import {
  type HoursPreview,
  MAX_PREVIEWED_DAYS,
  PREVIEWED_DAYS,
  type TemplateEdit,
  type VisitTypeEffect,
} from '@openslot/shared/contracts/hours-preview';
import type { OverrideInput } from '@openslot/shared/contracts/overrides';
import type { WeeklyWindow } from '@openslot/shared/contracts/templates';
import { generateSlots } from '@openslot/shared/slots/generate-slots';
import { LOOK_BACK_DAYS } from '@openslot/shared/slots/grid';
import type { DateRange } from '@openslot/shared/slots/slot-types';
import { addDays } from '@openslot/shared/time/local-date';
import { type EpochMs, localDateOf } from '@openslot/shared/time/zone';
import type { VisitTypeRecord } from '../../database/models/clinic.model.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { findAffectedByHours, type HoursChange } from '../../schedule/hours-decisions.ts';
import {
  type DoctorSchedule,
  readDoctorRecord,
  readDoctorSchedule,
} from '../../schedule/schedule.repository.ts';
import { offeredVisitType, toSlotInput } from '../../schedule/slot-input.ts';
import { compareOffers } from './compare-offers.ts';
import { overridesChange } from './set-overrides.ts';
import { instantsOf } from './slots-of.ts';
import {
  requireVisitTypes,
  type TemplateChange,
  templateAdded,
  templateChanged,
  templateRemoved,
} from './template-changes.ts';

interface Reading {
  readonly models: Models;
  readonly clock: Clock;
}

type ParsedEdit = Omit<TemplateEdit, 'windows'> & { readonly windows?: readonly WeeklyWindow[] | undefined };

/**
 * What a change of the weekly hours would do in the four weeks from its first date on.
 * @throws AppError as saving would (`not_found`, `stale_version`, `invalid_request`).
 */
export async function previewTemplates(
  { models, clock }: Reading,
  doctorId: string,
  edit: ParsedEdit,
): Promise<HoursPreview> {
  const doctor = await readDoctorRecord(models, doctorId);
  const { templates, from } = changeOf(doctor, localDateOf(doctor.timeZone, clock.now()), edit);
  const to = addDays(from, PREVIEWED_DAYS - 1);
  return preview({ models, clock }, doctor, {
    shown: { from, to },
    // Hours that touch at midnight are one (SL7): the evening before may change too.
    compared: { from: addDays(from, -1), to },
    change: { dates: null, from, templates },
  });
}

/** @throws AppError `not_found`, `stale_version` as setting the overrides would. */
export async function previewOverrides(
  { models, clock }: Reading,
  doctorId: string,
  overrides: readonly OverrideInput[],
): Promise<HoursPreview> {
  const doctor = await readDoctorRecord(models, doctorId);
  const { dates, change } = await overridesChange(models, null, doctor, overrides);
  const sorted = [...dates].sort();
  const from = sorted[0] ?? '';
  const limit = addDays(from, MAX_PREVIEWED_DAYS - 1);
  const to = sorted.findLast((date) => date <= limit) ?? from;
  return preview({ models, clock }, doctor, {
    shown: { from, to },
    compared: { from: addDays(from, -1), to: addDays(to, LOOK_BACK_DAYS) },
    change: { dates, change },
  });
}

function changeOf(doctor: DoctorRecord, today: string, edit: ParsedEdit): TemplateChange {
  const { templateId, version = 0, effectiveFrom = today, windows } = edit;
  if (templateId === undefined) {
    return templateAdded(doctor, today, { effectiveFrom, windows: windows ?? [] });
  }
  const seen = { id: templateId, version };
  return windows === undefined
    ? templateRemoved(doctor, today, seen)
    : templateChanged(doctor, today, seen, { effectiveFrom, windows });
}

interface Comparison {
  /** Inclusive dates of the doctor's zone, as are `compared`. */
  readonly shown: DateRange;
  readonly compared: DateRange;
  readonly change: Omit<HoursChange, 'doctor' | 'now'>;
}

async function preview(
  { models, clock }: Reading,
  doctor: DoctorRecord,
  { shown, compared, change }: Comparison,
): Promise<HoursPreview> {
  const now = clock.now();
  const { timeZone } = doctor;
  const before = await readDoctorSchedule(models, doctor, instantsOf({ ...compared, timeZone }));
  const templates = [...(change.templates ?? doctor.templates)];
  requireVisitTypes(templates, before.revision);
  const after: DoctorSchedule = {
    ...before,
    doctor: { ...doctor, templates },
    overrides: change.change?.(before.overrides) ?? before.overrides,
  };
  return {
    doctorId: String(doctor._id),
    seq: doctor.seq,
    asOf: new Date(now).toISOString(),
    timeZone,
    ...shown,
    visitTypes: effects(before, after, compared, now),
    affected: await findAffectedByHours(models, { ...change, doctor, now: new Date(now) }),
  };
}

/** For each visit type that is offered now, in the clinic's order of names. */
function effects(
  before: DoctorSchedule,
  after: DoctorSchedule,
  range: DateRange,
  now: EpochMs,
): VisitTypeEffect[] {
  const { timeZone } = before.doctor;
  const offered = before.doctor.visitTypeIds.flatMap((id) => offeredVisitType(before, String(id)) ?? []);
  const starts = (schedule: DoctorSchedule, visitType: VisitTypeRecord) =>
    generateSlots({ ...toSlotInput(schedule, visitType, range, timeZone, now), bookingWindowDays: null })
      .slots;
  return offered
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .map((visitType) => ({
      visitTypeId: String(visitType._id),
      visitTypeName: visitType.name,
      ...compareOffers(starts(before, visitType), starts(after, visitType), timeZone),
    }));
}
