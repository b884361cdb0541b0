import type * as contract from '@openslot/shared/contracts/appointments';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { isFrontDeskOrAdmin } from '@openslot/shared/policies/access';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import { idempotentRequest } from '../../commands/idempotency.ts';
import type { Call, Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { presentVisits } from './appointment.repository.ts';
import { bookAppointment } from './book-appointment.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import { listVisits } from './list-appointments.ts';
import { readVisit } from './read-visit.ts';

/** HTTP only, for visits. */
export function appointmentController(deps: CommandDeps) {
  const book: Handler<typeof contract.bookAppointment> = async (call) => {
    const context = commandContext(call);
    const { doctorId, visitTypeId, startsAt, note } = call.body;
    const input = { doctorId, visitTypeId, startsAt, note, patientId: patientOf(call) };
    const request = idempotentRequest(context.actor.userId ?? '', call.idempotencyKey ?? '', input);
    const { result, seq } = await bookAppointment(deps, context, input, request);
    return { appointment: result, seq };
  };

  const list: Handler<typeof contract.listAppointments> = ({ actor, query }) =>
    listVisits(deps.models, deps.clock, actor, query);

  const read: Handler<typeof contract.readAppointment> = async ({ actor, params }) => {
    const { record } = await readVisit(deps.models, actor, params.appointmentId);
    const [appointment] = await presentVisits(deps.models, [record]);
    if (appointment === undefined) {
      throw new AppError('not_found');
    }
    return appointment;
  };

  const cancel: Handler<typeof contract.cancelAppointment> = async (call) => {
    const input = { appointmentId: call.params.appointmentId, ...call.body };
    const { result, seq } = await cancelAppointment(deps, commandContext(call), call.actor, input);
    return { appointment: result, seq };
  };

  return { book, list, read, cancel };
}

/** Patients book for themselves; front desk and admins say for whom. */
function patientOf({ actor, body }: Call<typeof contract.bookAppointment>): string {
  if (isFrontDeskOrAdmin(actor)) {
    if (body.patientId === undefined) {
      throw invalidField('/patientId', 'is needed: for whom is this visit?');
    }
    return body.patientId;
  }
  const own = actor?.patientId ?? null;
  if (own === null || (body.patientId !== undefined && body.patientId !== own)) {
    throw new AppError('forbidden');
  }
  return own;
}
