import type * as holidays from '@openslot/shared/contracts/holidays';
import type * as previews from '@openslot/shared/contracts/hours-preview';
import type * as contract from '@openslot/shared/contracts/overrides';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { findOverrides } from '../../schedule/override.repository.ts';
import { readDoctorRecord } from '../../schedule/schedule.repository.ts';
import { presentOverride } from './availability.presenter.ts';
import { previewOverrides } from './preview-hours.ts';
import { removeOverride } from './remove-override.ts';
import { presentDoctorHolidays, saveDoctorHolidays } from './save-doctor-holidays.ts';
import { setOverrides } from './set-overrides.ts';

/** HTTP only, for date overrides and the holidays of one doctor. */
export function overrideController(deps: CommandDeps) {
  const list: Handler<typeof contract.listOverrides> = async ({ params, query }) => {
    const doctor = await readDoctorRecord(deps.models, params.doctorId);
    const found = await findOverrides(deps.models, null, doctor._id, query.from, query.to);
    return { overrides: found.map(presentOverride), seq: doctor.seq };
  };

  const set: Handler<typeof contract.setOverride> = async (call) => {
    const { decisions, ...override } = call.body;
    const { result, seq } = await setOverrides(deps, commandContext(call), call.params.doctorId, {
      overrides: [override],
      decisions,
    });
    return { overrides: result, seq };
  };

  const setMany: Handler<typeof contract.setOverrides> = async (call) => {
    const { result, seq } = await setOverrides(deps, commandContext(call), call.params.doctorId, call.body);
    return { overrides: result, seq };
  };

  const remove: Handler<typeof contract.removeOverride> = async (call) => {
    const { doctorId, overrideId } = call.params;
    const { seq } = await removeOverride(deps, commandContext(call), doctorId, overrideId, call.body);
    return { seq };
  };

  const preview: Handler<typeof previews.previewOverrides> = ({ params, body }) =>
    previewOverrides(deps, params.doctorId, body.overrides);

  const listHolidays: Handler<typeof holidays.listDoctorHolidays> = async ({ params }) =>
    presentDoctorHolidays(await readDoctorRecord(deps.models, params.doctorId));

  const saveHolidays: Handler<typeof holidays.saveDoctorHolidays> = async (call) => {
    const { doctorId } = call.params;
    const { result, seq } = await saveDoctorHolidays(deps, commandContext(call), doctorId, call.body);
    return { ...result, seq };
  };

  return { list, set, setMany, remove, preview, listHolidays, saveHolidays };
}
