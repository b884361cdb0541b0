import type { CalendarAnswer } from '@openslot/shared/contracts/calendar';

const EMPTY: CalendarAnswer = {
  doctorId: 'd'.repeat(24),
  seq: 5,
  rev: 9,
  asOf: '2026-03-02T07:00:00.000Z',
  timeZone: 'UTC',
  working: [],
  overrides: [],
  recurring: [],
  holidays: [],
  unavailability: [],
  appointments: [],
  held: [],
};

/** A doctor's schedule in which there is nothing but what is said. */
export function calendarAnswer(what: Partial<CalendarAnswer> = {}): CalendarAnswer {
  return { ...EMPTY, ...what };
}
