import type { VisitAction } from '@openslot/shared/contracts/appointment-actions';
import type * as contract from '@openslot/shared/contracts/appointments';
import type * as moves from '@openslot/shared/contracts/moves';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { isStaff, mayBook } from '@openslot/shared/policies/access';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import { idempotentRequest } from '../../commands/idempotency.ts';
import type { PatientKey } from '../../commands/locks.ts';
import type { Models } from '../../database/models.ts';
import type { Call, Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { presentVisits } from './appointment.repository.ts';
import { bookAppointment } from './book-appointment.ts';
import { changeStatus } from './change-status.ts';
import { listVisits } from './list-appointments.ts';
import { moveAppointment } from './move-appointment.ts';
import { requireOwnPatient } from './own-patient.ts';
import { readVisit } from './read-visit.ts';
import { undoMove } from './undo-move.ts';
import { patientsOfUser } from './visit-people.ts';

/** HTTP only, for visits. */
export function appointmentController(deps: CommandDeps) {
  const book: Handler<typeof contract.bookAppointment> = async (call) => {
    const context = commandContext(call);
    const { body, actor } = call;
    if (!mayBook(actor, { doctorId: body.doctorId, overbook: body.overbook !== undefined })) {
      throw new AppError('forbidden');
    }
    await requireOwnPatient(deps.models, actor, body.patientId);
    const asked = { ...body, patientId: body.patientId ?? actor?.patientId };
    const request = idempotentRequest(context.actor.userId ?? '', call.idempotencyKey ?? '', asked);
    const input = { ...body, patient: await patientOf(deps.models, call) };
    const { result, seq } = await bookAppointment(deps, context, input, request);
    return { appointment: result, seq };
  };

  const asOf = () => new Date(deps.clock.now()).toISOString();

  const list: Handler<typeof contract.listAppointments> = ({ actor, query }) =>
    listVisits(deps.models, deps.clock, actor, query);

  const read: Handler<typeof contract.readAppointment> = async ({ actor, params }) => {
    const { record } = await readVisit(deps.models, actor, params.appointmentId);
    const forStaff = isStaff(actor);
    const [appointment] = await presentVisits(deps.models, [record], null, { forStaff });
    if (appointment === undefined) {
      throw new AppError('not_found');
    }
    return appointment;
  };

  const act =
    (action: VisitAction): Handler<typeof contract.cancelAppointment> =>
    async (call) => {
      const change = { appointmentId: call.params.appointmentId, action, ...call.body };
      const { result, seq } = await changeStatus(deps, commandContext(call), call.actor, change);
      return { appointment: result, seq };
    };

  const move: Handler<typeof moves.moveAppointment> = async (call) => {
    const context = commandContext(call);
    const input = { ...call.body, ...call.params };
    const request = idempotentRequest(context.actor.userId ?? '', call.idempotencyKey ?? '', input);
    return { ...(await moveAppointment(deps, context, call.actor, input, request)), asOf: asOf() };
  };

  const undo: Handler<typeof moves.undoMove> = async (call) => {
    const context = commandContext(call);
    const input = { ...call.body, ...call.params };
    const request = idempotentRequest(context.actor.userId ?? '', call.idempotencyKey ?? '', {
      undo: input,
    });
    return { ...(await undoMove(deps, context, call.actor, input, request)), asOf: asOf() };
  };

  return { book, list, read, act, move, undo };
}

/**
 * Patients book for themselves and for those they are guardians of; staff say for whom. The own record is found by the
 * sign-in when it is locked: for some seconds after a claim the session still names the one before.
 */
async function patientOf(
  models: Models,
  { actor, body }: Call<typeof contract.bookAppointment>,
): Promise<PatientKey> {
  const id = body.patientId;
  if (isStaff(actor)) {
    if (id === undefined) {
      throw invalidField('/patientId', 'is needed: for whom is this visit?');
    }
    return { id };
  }
  if (actor === null) {
    throw new AppError('forbidden');
  }
  if (id === undefined || id === actor.patientId) {
    return { id, userId: actor.id };
  }
  const theirs = await patientsOfUser(models, actor);
  if (!theirs.some((one) => String(one) === id)) {
    throw new AppError('forbidden');
  }
  return { id };
}
