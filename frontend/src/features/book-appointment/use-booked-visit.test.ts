import { describe, expect, it } from 'vitest';
import { readBooked } from './use-booked-visit.ts';

const appointment = {
  id: '65a000000000000000000001',
  version: 1,
  status: 'confirmed',
  statusAt: '2026-03-01T09:00:00.000Z',
  doctorId: '65a000000000000000000002',
  doctorName: 'Dr. Ada',
  specialty: 'Family medicine',
  patientId: '65a000000000000000000003',
  patientName: 'Pat',
  visitTypeId: '65a000000000000000000004',
  visitTypeName: 'Consultation',
  mode: 'in_person',
  startsAt: '2026-03-02T09:00:00.000Z',
  endsAt: '2026-03-02T09:30:00.000Z',
  timeZone: 'Europe/Berlin',
  note: '',
  createdAt: '2026-03-01T09:00:00.000Z',
  cancelledAt: null,
  cancelledBy: null,
  cancelReason: null,
  lateCancellationFrom: null,
  lateCancellation: false,
  patientHistory: null,
};

describe('the booked visit in the history', () => {
  it('is shown again to whoever booked it', () => {
    expect(readBooked({ booked: appointment, bookedBy: 'u1' }, 'u1')).toEqual(appointment);
  });

  it('is shown to nobody else on the same computer', () => {
    expect(readBooked({ booked: appointment, bookedBy: 'u1' }, 'u2')).toBeNull();
    expect(readBooked({ booked: appointment, bookedBy: 'u1' }, undefined)).toBeNull();
  });

  it('is nothing when the entry holds something else', () => {
    expect(readBooked(null, 'u1')).toBeNull();
    expect(readBooked({ booked: { id: 1 }, bookedBy: 'u1' }, 'u1')).toBeNull();
  });
});
