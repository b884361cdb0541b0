import { expect, test } from 'vitest';
import { affectedBy, keepAll } from './affected-visits.ts';

const visit = {
  appointmentId: 'a'.repeat(24),
  startsAt: '2026-03-02T09:00:00Z',
  endsAt: '2026-03-02T09:30:00Z',
  patientName: 'Paula',
  visitTypeName: 'Check-up',
};
const problem = {
  type: 'about:blank',
  title: 'There are visits',
  status: 409,
  code: 'affected_appointments' as const,
};

test('only a whole list of visits becomes a question', () => {
  expect(affectedBy({ ...problem, affected: [visit] })).toEqual([visit]);
  expect(affectedBy({ ...problem, affected: [{ appointmentId: 'x' }] })).toBeNull();
  expect(affectedBy({ ...problem, code: 'stale_version', affected: [visit] })).toBeNull();
});

test('every ticked visit is a decision of its own', () => {
  expect(keepAll(['a', 'b'])).toEqual([
    { appointmentId: 'a', action: 'keep' },
    { appointmentId: 'b', action: 'keep' },
  ]);
});
