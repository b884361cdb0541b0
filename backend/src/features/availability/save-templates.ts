import type { Decisions } from '@openslot/shared/contracts/common';
import type { Template } from '@openslot/shared/contracts/templates';
import { localDateOf } from '@openslot/shared/time/zone';
import { Types } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import { requireHoursDecisions } from '../../schedule/hours-decisions.ts';
import { rangeFrom, reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { presentTemplates } from './availability.presenter.ts';
import {
  requireVisitTypes,
  type TemplateChange,
  type TemplateHours,
  templateAdded,
  templateChanged,
  templateRemoved,
} from './template-changes.ts';

type TemplateInput = TemplateHours & { readonly decisions: Decisions };

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
  return changeTemplates(deps, context, doctorId, 'template_created', input.decisions, (doctor, today) =>
    templateAdded(doctor, today, input),
  );
}

/**
 * Changes weekly hours from today on; see {@link templateChanged} for what stays of the past.
 * @throws AppError `not_found`, `stale_version`, `invalid_request`, `affected_appointments`.
 */
export function updateTemplate(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  id: string,
  input: TemplateInput & { readonly version: number },
): Promise<Committed<Template[]>> {
  return changeTemplates(deps, context, doctorId, 'template_updated', input.decisions, (doctor, today) =>
    templateChanged(doctor, today, { id, version: input.version }, input),
  );
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
  return changeTemplates(deps, context, doctorId, 'template_deleted', input.decisions, (doctor, today) =>
    templateRemoved(doctor, today, { id, version: input.version }),
  );
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
