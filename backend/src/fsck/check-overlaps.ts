import { type Check, groupBy, type Occupancy, timeText, type Violation } from './snapshot.ts';

/**
 * No two occupied times of a doctor's lane, and no two visits of a patient, overlap. Decided by the intervals
 * `[start, end)`, not by the keys over which the database decides.
 */
export const checkOverlaps: Check = ({ occupancy }) => [
  ...overlaps(
    groupBy(occupancy, ({ doctorId, lane }) => `doctor ${doctorId} lane ${lane}`),
    'overlap',
  ),
  ...overlaps(
    groupBy(
      occupancy.filter(({ kind }) => kind === 'appointment'),
      ({ patientId }) => `patient ${patientId}`,
    ),
    'patient-overlap',
  ),
];

function overlaps(groups: Map<string, Occupancy[]>, rule: string): Violation[] {
  const found: Violation[] = [];
  for (const [whose, times] of groups) {
    times.sort((a, b) => a.start - b.start);
    let last: Occupancy | null = null;
    for (const time of times) {
      if (last !== null && time.start < last.end) {
        found.push({ rule, text: `${whose}: ${nameOf(last)} and ${nameOf(time)}` });
      }
      last = last === null || time.end > last.end ? time : last;
    }
  }
  return found;
}

const nameOf = (one: Occupancy) => `${one.kind} ${one.appointmentId ?? one.id} ${timeText(one)}`;
