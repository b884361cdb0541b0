import type { Appointment } from '@openslot/shared/contracts/appointments';

export const ID = 'a'.repeat(24);

/** A confirmed visit. */
export const visit = (
  startsAt: string,
  endsAt: string,
  overrides: Partial<Appointment> = {},
): Appointment => ({
  id: ID,
  version: 3,
  status: 'confirmed',
  statusAt: startsAt,
  doctorId: ID,
  doctorName: 'Dr. Mona Move',
  specialty: 'General medicine',
  patientId: ID,
  patientName: 'Pam Moved',
  visitTypeId: ID,
  visitTypeName: 'Consultation',
  mode: 'in_person',
  startsAt,
  endsAt,
  timeZone: 'Europe/Berlin',
  note: '',
  createdAt: startsAt,
  cancelledAt: null,
  cancelledBy: null,
  cancelReason: null,
  declined: false,
  lateCancellationFrom: null,
  lateCancellation: false,
  patientHistory: null,
  ...overrides,
});
