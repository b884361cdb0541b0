import type { Notice } from '../../database/models/log.model.ts';
import { practiceRoom, STAFF_ROOM, userRoom } from '../../lib/rooms.ts';

/** Tells the people concerned, and nobody else, that a visit changed. */
export function visitNotice(visit: {
  readonly id: string;
  readonly version: number;
  readonly doctorId: string;
  /** Of the patient and of the patient's guardians. */
  readonly patientUserIds: readonly string[];
}): Notice {
  return {
    name: 'appointment-updated',
    rooms: [STAFF_ROOM, practiceRoom(visit.doctorId), ...visit.patientUserIds.map(userRoom)],
    payload: { appointmentId: visit.id, version: visit.version },
  };
}
