import type { Appointment } from '@openslot/shared/contracts/appointments';
import { describe, expect, test } from 'vitest';
import { ID, visit } from '../../../../lib/testing/visit.ts';
import { droppedAt, putDropped, withDropped, withoutDropped } from './moved-visits.ts';

const HALF_HOUR = visit('2026-03-02T09:00:00Z', '2026-03-02T09:30:00Z');

describe('a dropped visit', () => {
  const answer = (appointments: Appointment[]) => ({
    doctorId: ID,
    seq: 1,
    rev: 1,
    asOf: '2026-03-02T08:00:00Z',
    timeZone: 'Europe/Berlin',
    working: [],
    overrides: [],
    recurring: [],
    holidays: [],
    unavailability: [],
    held: [],
    appointments,
  });
  const later = { startsAt: '2026-03-02T11:00:00Z', endsAt: '2026-03-02T11:30:00Z' };
  const dropped = { appointment: droppedAt(HALF_HOUR, later), saving: true };

  test('is shown at its new place until the calendar knows as much', () => {
    const shown = withDropped(answer([HALF_HOUR]), [dropped]).appointments[0];
    expect(shown).toEqual({ ...HALF_HOUR, ...later, version: 4 });
    const takenBack = { ...HALF_HOUR, version: 5 };
    expect(withDropped(answer([takenBack]), [dropped]).appointments).toEqual([takenBack]);
  });

  test('is in no calendar that does not have the visit', () => {
    expect(withDropped(answer([]), [dropped]).appointments).toEqual([]);
  });

  test('takes the place of its earlier drop, and goes back when it is refused', () => {
    const saved = { ...dropped, saving: false };
    expect(putDropped([dropped], saved)).toEqual([saved]);
    expect(withoutDropped([saved], ID)).toEqual([]);
  });
});
