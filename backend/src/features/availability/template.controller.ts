import type * as previews from '@openslot/shared/contracts/hours-preview';
import type * as contract from '@openslot/shared/contracts/templates';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { readDoctorRecord } from '../../schedule/schedule.repository.ts';
import { presentTemplates } from './availability.presenter.ts';
import { previewTemplates } from './preview-hours.ts';
import { createTemplate, deleteTemplate, updateTemplate } from './save-templates.ts';

/** HTTP only, for weekly availability templates. */
export function templateController(deps: CommandDeps) {
  const list: Handler<typeof contract.listTemplates> = async ({ params }) => {
    const doctor = await readDoctorRecord(deps.models, params.doctorId);
    return { templates: presentTemplates(doctor.templates), timeZone: doctor.timeZone, seq: doctor.seq };
  };

  const create: Handler<typeof contract.createTemplate> = async (call) => {
    const { result, seq } = await createTemplate(deps, commandContext(call), call.params.doctorId, call.body);
    return { templates: result, seq };
  };

  const update: Handler<typeof contract.updateTemplate> = async (call) => {
    const { doctorId, templateId } = call.params;
    const { result, seq } = await updateTemplate(deps, commandContext(call), doctorId, templateId, call.body);
    return { templates: result, seq };
  };

  const remove: Handler<typeof contract.deleteTemplate> = async (call) => {
    const { doctorId, templateId } = call.params;
    const { result, seq } = await deleteTemplate(deps, commandContext(call), doctorId, templateId, call.body);
    return { templates: result, seq };
  };

  const preview: Handler<typeof previews.previewTemplates> = ({ params, body }) =>
    previewTemplates(deps, params.doctorId, body);

  return { list, create, update, remove, preview };
}
