import { describe, expect, it } from 'vitest';
import { visit } from '../../lib/testing/visit.ts';
import { readBooked } from './use-booked-visit.ts';

const appointment = visit('2026-03-02T09:00:00.000Z', '2026-03-02T09:30:00.000Z');

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
