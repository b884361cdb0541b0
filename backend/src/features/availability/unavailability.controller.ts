import type * as contract from '@openslot/shared/contracts/unavailability';
import { addDays } from '@openslot/shared/time/local-date';
import { dayBounds } from '@openslot/shared/time/zone';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { readDoctorRecord } from '../../schedule/schedule.repository.ts';
import { presentUnavailability } from './availability.presenter.ts';
import { findUnavailabilityBetween } from './exception.repository.ts';
import { markUnavailable } from './mark-unavailable.ts';
import { removeUnavailability } from './remove-unavailability.ts';
import { updateUnavailability } from './update-unavailability.ts';

/** HTTP only; each write ends in a `doctor-availability-updated` once it is committed. */
export function unavailabilityController(deps: CommandDeps) {
  const list: Handler<typeof contract.listUnavailability> = async ({ params, query }) => {
    const doctor = await readDoctorRecord(deps.models, params.doctorId);
    const start = new Date(dayBounds(doctor.timeZone, query.from).start);
    const end = new Date(dayBounds(doctor.timeZone, addDays(query.to, 1)).start);
    const found = await findUnavailabilityBetween(deps.models, doctor._id, start, end);
    return { items: found.map(presentUnavailability), seq: doctor.seq };
  };

  const mark: Handler<typeof contract.markUnavailable> = async (call) => {
    const { result, seq } = await markUnavailable(
      deps,
      commandContext(call),
      call.params.doctorId,
      call.body,
    );
    return { unavailability: result, seq };
  };

  const update: Handler<typeof contract.updateUnavailability> = async (call) => {
    const { doctorId, unavailabilityId } = call.params;
    const { result, seq } = await updateUnavailability(
      deps,
      commandContext(call),
      doctorId,
      unavailabilityId,
      call.body,
    );
    return { unavailability: result, seq };
  };

  const remove: Handler<typeof contract.removeUnavailability> = async (call) => {
    const { doctorId, unavailabilityId } = call.params;
    const { seq } = await removeUnavailability(
      deps,
      commandContext(call),
      doctorId,
      unavailabilityId,
      call.body.version,
    );
    return { seq };
  };

  return { list, mark, update, remove };
}
