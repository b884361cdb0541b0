import type * as contract from '@openslot/shared/contracts/recurring-overrides';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { readDoctorRecord } from '../../schedule/schedule.repository.ts';
import {
  presentRecurringOverrides,
  removeRecurringOverride,
  saveRecurringOverride,
} from './save-recurring-override.ts';

/** HTTP only, for recurring overrides. */
export function recurringOverrideController(deps: CommandDeps) {
  const list: Handler<typeof contract.listRecurringOverrides> = async ({ params }) => {
    const doctor = await readDoctorRecord(deps.models, params.doctorId);
    return { recurringOverrides: presentRecurringOverrides(doctor, deps.clock.now()), seq: doctor.seq };
  };

  const create: Handler<typeof contract.createRecurringOverride> = async (call) => {
    const { decisions, ...next } = call.body;
    const change = { seen: null, next, decisions };
    const { result, seq } = await saveRecurringOverride(
      deps,
      commandContext(call),
      call.params.doctorId,
      change,
    );
    return { recurringOverride: result, seq };
  };

  const update: Handler<typeof contract.updateRecurringOverride> = async (call) => {
    const { doctorId, recurringOverrideId: id } = call.params;
    const { decisions, version, ...next } = call.body;
    const change = { seen: { id, version }, next, decisions };
    const { result, seq } = await saveRecurringOverride(deps, commandContext(call), doctorId, change);
    return { recurringOverride: result, seq };
  };

  const remove: Handler<typeof contract.removeRecurringOverride> = async (call) => {
    const { doctorId, recurringOverrideId: id } = call.params;
    const { seq } = await removeRecurringOverride(deps, commandContext(call), doctorId, {
      seen: { id, version: call.body.version },
      decisions: call.body.decisions,
    });
    return { seq };
  };

  return { list, create, update, remove };
}
