import { Appointment } from '@openslot/shared/contracts/appointments';
import { describe, expect, it } from 'vitest';
import { lateFrom, statusWords } from './visit-words.ts';

const visit = Appointment.parse({
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
  lateCancellationFrom: '2026-03-01T09:00:00.000Z',
  lateCancellation: false,
  patientHistory: null,
});
const start = Date.parse(visit.startsAt);

describe('what a patient reads of a visit', () => {
  it('a request waits until its time, and was not confirmed after it', () => {
    const request: Appointment = { ...visit, status: 'requested' };
    expect(statusWords(request, start - 1)).toBe('Waiting for the clinic to confirm');
    expect(statusWords(request, start)).toBe('Was not confirmed');
  });

  it('who cancelled it', () => {
    const cancelled: Appointment = { ...visit, status: 'cancelled', cancelledBy: 'clinic' };
    expect(statusWords(cancelled, start)).toBe('Cancelled by the clinic');
    expect(statusWords({ ...cancelled, cancelledBy: 'patient' }, start)).toBe('Cancelled by you');
  });

  it('only a confirmed visit with a cut-off can be cancelled late (VS6)', () => {
    expect(lateFrom(visit)).toBe(Date.parse('2026-03-01T09:00:00.000Z'));
    expect(lateFrom({ ...visit, lateCancellationFrom: null })).toBeNull();
    expect(lateFrom({ ...visit, status: 'requested' })).toBeNull();
  });
});
