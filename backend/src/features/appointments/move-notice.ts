import type { Appointment } from '@openslot/shared/contracts/appointments';
import { type Actor, isStaff } from '@openslot/shared/policies/access';
import type { ClientSession } from 'mongoose';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { Notice } from '../../database/models/log.model.ts';
import type { Models } from '../../database/models.ts';
import { practiceRoom } from '../../lib/rooms.ts';
import { presentVisits } from './appointment.repository.ts';
import { visitNotice } from './appointment-rooms.ts';

/** A visit that was put somewhere else, for who did it, and the notice of it: also for the doctor it left. */
export async function tellOfMove(
  models: Models,
  session: ClientSession,
  { actor, patientUserIds }: { readonly actor: Actor; readonly patientUserIds: readonly string[] },
  before: AppointmentRecord,
  after: AppointmentRecord,
): Promise<{ appointment: Appointment; notice: Notice }> {
  const [appointment] = await presentVisits(models, [after], session, { forStaff: isStaff(actor) });
  if (appointment === undefined) {
    throw new Error('a moved appointment must be presentable');
  }
  const { id, version, doctorId } = appointment;
  const notice = visitNotice({ id, version, doctorId, patientUserIds });
  const left = practiceRoom(String(before.doctorId));
  return { appointment, notice: { ...notice, rooms: [...new Set([...notice.rooms, left])] } };
}
