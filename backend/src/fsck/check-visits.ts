import {
  type Check,
  groupBy,
  isLive,
  type Occupancy,
  timeText,
  type Violation,
  type Visit,
} from './snapshot.ts';

/** Every live visit occupies its time exactly once and every occupied time belongs to a live visit, or is a hold. */
export const checkVisits: Check = ({ visits, occupancy }) => {
  const appointments = occupancy.filter(({ kind }) => kind !== 'hold');
  const byVisit = groupBy(appointments, ({ appointmentId }) => String(appointmentId));
  const live = new Set<string>();
  const found: Violation[] = [];
  for (const visit of visits) {
    found.push(...wrongTime(visit));
    if (isLive(visit)) {
      live.add(visit.id);
      found.push(...wrongOccupancy(visit, byVisit.get(visit.id) ?? []));
    }
  }
  for (const one of appointments) {
    if (one.appointmentId === null || !live.has(one.appointmentId)) {
      const text = `occupancy ${one.id} ${timeText(one)} has no live visit (${one.appointmentId})`;
      found.push({ rule: 'occupied-for-nobody', text });
    }
  }
  return found;
};

function wrongTime(visit: Visit): Violation[] {
  return visit.end - visit.start === visit.durationMinutes * 60_000
    ? []
    : [
        {
          rule: 'interval',
          text: `visit ${visit.id} lasts not ${visit.durationMinutes} minutes: ${timeText(visit)}`,
        },
      ];
}

function wrongOccupancy(visit: Visit, found: readonly Occupancy[]): Violation[] {
  const [one] = found;
  if (one === undefined || found.length > 1) {
    const text = `visit ${visit.id} (${visit.status}) ${timeText(visit)} occupies its time ${found.length} times`;
    return [{ rule: 'unoccupied', text }];
  }
  const fields = [
    'doctorId',
    'patientId',
    'start',
    'end',
    'bufferBeforeMinutes',
    'bufferAfterMinutes',
  ] as const;
  return fields
    .filter((field) => visit[field] !== one[field])
    .map((field) => ({
      rule: 'occupancy-differs',
      text: `visit ${visit.id} has ${field} ${visit[field]}, its occupancy ${one.id} has ${one[field]}`,
    }));
}
