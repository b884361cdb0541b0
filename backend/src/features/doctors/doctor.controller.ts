import type * as contract from '@openslot/shared/contracts/doctors';
import { AppError } from '@openslot/shared/errors/app-error';
import { isFrontDeskOrAdmin } from '@openslot/shared/policies/access';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { readDoctorRecord } from '../../schedule/schedule.repository.ts';
import { presentDoctor } from './doctor.presenter.ts';
import { findDoctors } from './list-doctors.ts';
import { createDoctor, setDoctorActive, updateDoctor } from './save-doctor.ts';

/** HTTP only, for doctors. */
export function doctorController(deps: CommandDeps) {
  const list: Handler<typeof contract.listDoctors> = async ({ actor, query }) => {
    if (query.includeInactive === 'true' && !isFrontDeskOrAdmin(actor)) {
      throw new AppError(actor === null ? 'unauthenticated' : 'forbidden');
    }
    return findDoctors(deps.models, query);
  };

  const read: Handler<typeof contract.readDoctor> = async ({ params }) =>
    presentDoctor(await readDoctorRecord(deps.models, params.doctorId));

  const create: Handler<typeof contract.createDoctor> = async (call) => ({
    doctor: await createDoctor(deps, commandContext(call), call.body),
  });

  const update: Handler<typeof contract.updateDoctor> = async (call) => {
    const { result, seq } = await updateDoctor(deps, commandContext(call), call.params.doctorId, call.body);
    return { doctor: result, seq };
  };

  const deactivate: Handler<typeof contract.deactivateDoctor> = async (call) => {
    const input = { ...call.body, active: false };
    const { result, seq } = await setDoctorActive(deps, commandContext(call), call.params.doctorId, input);
    return { doctor: result, seq };
  };

  const reactivate: Handler<typeof contract.reactivateDoctor> = async (call) => {
    const input = { ...call.body, active: true, decisions: [] };
    const { result, seq } = await setDoctorActive(deps, commandContext(call), call.params.doctorId, input);
    return { doctor: result, seq };
  };

  return { list, read, create, update, deactivate, reactivate };
}
