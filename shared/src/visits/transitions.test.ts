import { describe, expect, it, test } from 'vitest';
import { VisitAction } from '../contracts/appointment-actions.ts';
import { AppointmentStatus } from '../contracts/appointments.ts';
import type { SessionUser } from '../contracts/session.ts';
import { type Actor, partyOf } from '../policies/access.ts';
import {
  actionsFor,
  decideTransition,
  isDeclined,
  isLateCancellation,
  isLive,
  isMovable,
  LIVE_STATUSES,
  lateCancellationFrom,
  OPEN_STATUSES,
  statusWhenBooked,
  type VisitParty,
} from './transitions.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const HOUR = 3_600_000;
const WHEN = { 'days before': START - 72 * HOUR, 'on the day': START - HOUR, 'at the start': START };
type When = keyof typeof WHEN;

/**
 * The whole table, written a second time and by hand: `<party> <status> <action>` and what it leads to.
 * The times are those at which it is allowed.
 */
const ALLOWED: Readonly<Record<string, readonly [AppointmentStatus, readonly When[]]>> = {
  'patient requested cancel': ['cancelled', ['days before', 'on the day']],
  'patient confirmed cancel': ['cancelled', ['days before', 'on the day']],
  'clinic requested approve': ['confirmed', ['days before', 'on the day', 'at the start']],
  'clinic requested decline': ['cancelled', ['days before', 'on the day', 'at the start']],
  'clinic confirmed cancel': ['cancelled', ['days before', 'on the day', 'at the start']],
  'clinic confirmed arrive': ['arrived', ['on the day', 'at the start']],
  'clinic confirmed start': ['in_progress', ['on the day', 'at the start']],
  'clinic confirmed no_show': ['no_show', ['at the start']],
  'clinic arrived cancel': ['cancelled', ['days before', 'on the day', 'at the start']],
  'clinic arrived back': ['confirmed', ['days before', 'on the day', 'at the start']],
  'clinic arrived start': ['in_progress', ['on the day', 'at the start']],
  'clinic arrived complete': ['completed', ['on the day', 'at the start']],
  'clinic in_progress complete': ['completed', ['on the day', 'at the start']],
  'clinic no_show arrive': ['arrived', ['on the day', 'at the start']],
};

const person = (role: SessionUser['role'], id: string, doctorId: string | null = null): Actor => ({
  id,
  name: '',
  email: '',
  role,
  doctorId,
  patientId: null,
});
const VISIT = { doctorId: 'the-doctor', patientUserIds: ['patient', 'guardian'] };
const PEOPLE: readonly [string, Actor, VisitParty | null][] = [
  ['visitor', null, null],
  ['its patient', person('patient', 'patient'), 'patient'],
  ['a guardian', person('patient', 'guardian'), 'patient'],
  ['another patient', person('patient', 'stranger'), null],
  ['its doctor', person('doctor', 'doc', 'the-doctor'), 'clinic'],
  ['another doctor', person('doctor', 'other', 'another-doctor'), null],
  ['the front desk', person('front_desk', 'desk'), 'clinic'],
  ['an admin', person('admin', 'admin'), 'clinic'],
];

describe.each(PEOPLE)('[VS2] %s', (_who, actor, party) => {
  it('is on the right side of the visit', () => {
    expect(partyOf(actor, VISIT)).toBe(party);
  });

  if (party === null) {
    return;
  }
  const cases = AppointmentStatus.options.flatMap((status) =>
    VisitAction.options.flatMap((action) =>
      (Object.keys(WHEN) as When[]).map((when) => ({ status, action, when })),
    ),
  );
  it.each(cases)('[VS1] [VS3] $status, $action, $when', ({ status, action, when }) => {
    const row = ALLOWED[`${party} ${status} ${action}`];
    const answer = decideTransition({ status, startsAt: START }, action, party, WHEN[when]);
    const allowed = row?.[1].includes(when) ?? false;
    expect(answer.allowed).toBe(allowed);
    if (answer.allowed) {
      expect(answer.to).toBe(row?.[0]);
    }
    expect(actionsFor({ status, startsAt: START }, party, WHEN[when]).includes(action)).toBe(allowed);
  });
});

test('[VS1] completed and cancelled are ends', () => {
  for (const status of ['completed', 'cancelled'] as const) {
    for (const party of ['patient', 'clinic'] as const) {
      expect(actionsFor({ status, startsAt: START }, party, START)).toEqual([]);
    }
  }
});

test('[VS1] a refusal says what is in the way', () => {
  const visit = { status: 'confirmed', startsAt: START } as const;
  const because = (...args: Parameters<typeof decideTransition>) => {
    const answer = decideTransition(...args);
    return answer.allowed ? null : answer.because;
  };
  expect(because(visit, 'arrive', 'patient', START)).toBe('party');
  expect(because(visit, 'approve', 'clinic', START)).toBe('status');
  expect(because(visit, 'no_show', 'clinic', START - 1)).toBe('early');
  expect(because(visit, 'cancel', 'patient', START)).toBe('late');
});

test('[VS3] the day of a visit begins twelve hours before it', () => {
  const visit = { status: 'confirmed', startsAt: START } as const;
  const arrive = (now: number) => decideTransition(visit, 'arrive', 'clinic', now).allowed;
  expect([arrive(START - 12 * HOUR - 1), arrive(START - 12 * HOUR)]).toEqual([false, true]);
});

test('[VS4] a type that needs approval makes requests, unless the clinic books', () => {
  expect(statusWhenBooked(true, 'patient')).toBe('requested');
  expect(statusWhenBooked(true, 'clinic')).toBe('confirmed');
  expect(statusWhenBooked(false, 'patient')).toBe('confirmed');
});

test('[VS5] every status but cancelled occupies its time', () => {
  expect(AppointmentStatus.options.filter((status) => !isLive(status))).toEqual(['cancelled']);
  expect([...LIVE_STATUSES].sort()).toEqual(
    AppointmentStatus.options.filter((status) => status !== 'cancelled').sort(),
  );
  expect(
    OPEN_STATUSES.every((status) => actionsFor({ status, startsAt: START }, 'clinic', START).length > 0),
  ).toBe(true);
});

it('[VS10] only a request that the clinic ends is declined', () => {
  const declined = AppointmentStatus.options.filter((status) => isDeclined(status, 'clinic'));
  expect(declined).toEqual(['requested']);
  expect(isDeclined('requested', 'patient')).toBe(false);
});

describe('[VS6] a late cancellation', () => {
  const visit = { status: 'confirmed', startsAt: START, cutoffMinutes: 24 * 60 } as const;

  it('begins exactly at the cut-off', () => {
    expect(lateCancellationFrom(START, 24 * 60)).toBe(START - 24 * HOUR);
    expect(isLateCancellation(visit, 'patient', START - 24 * HOUR - 1)).toBe(false);
    expect(isLateCancellation(visit, 'patient', START - 24 * HOUR)).toBe(true);
  });

  it('is never one of the clinic, of a request, or of a type without a cut-off', () => {
    const late = START - 1;
    expect(isLateCancellation(visit, 'clinic', late)).toBe(false);
    expect(isLateCancellation({ ...visit, status: 'requested' }, 'patient', late)).toBe(false);
    expect(isLateCancellation({ ...visit, cutoffMinutes: 0 }, 'patient', late)).toBe(false);
    expect(lateCancellationFrom(START, 0)).toBeNull();
  });
});

test('[BK13] only what nobody has come for moves, and for its patient only before it begins', () => {
  const movable = (party: VisitParty, now: number) =>
    AppointmentStatus.options.filter((status) => isMovable({ status, startsAt: START }, party, now));
  expect(movable('patient', START - 1)).toEqual(['requested', 'confirmed']);
  expect(movable('patient', START)).toEqual([]);
  expect(movable('clinic', START + HOUR)).toEqual(['requested', 'confirmed']);
});
