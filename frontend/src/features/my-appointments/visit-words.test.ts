import type { Appointment } from '@openslot/shared/contracts/appointments';
import { describe, expect, it } from 'vitest';
import { visit as visitAt } from '../../lib/testing/visit.ts';
import { lateFrom, statusWords } from './visit-words.ts';

const visit = visitAt('2026-03-02T09:00:00.000Z', '2026-03-02T09:30:00.000Z', {
  lateCancellationFrom: '2026-03-01T09:00:00.000Z',
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

  it('[VS10] a request that was declined is not called a cancelled visit', () => {
    const declined: Appointment = { ...visit, status: 'cancelled', cancelledBy: 'clinic', declined: true };
    expect(statusWords(declined, start)).toBe('The clinic could not confirm this request');
  });

  it('only a confirmed visit with a cut-off can be cancelled late (VS6)', () => {
    expect(lateFrom(visit)).toBe(Date.parse('2026-03-01T09:00:00.000Z'));
    expect(lateFrom({ ...visit, lateCancellationFrom: null })).toBeNull();
    expect(lateFrom({ ...visit, status: 'requested' })).toBeNull();
  });
});
