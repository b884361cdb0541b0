import { type Check, groupBy, type LogRow, type Occupancy, type Violation } from './snapshot.ts';

/** The changes of each doctor are numbered 1 to `seq`, one row each. */
export const checkLog: Check = ({ doctors, log }) => {
  const rows = groupBy(log, ({ doctorId }) => doctorId);
  return doctors.flatMap(({ id, seq }): Violation[] => {
    const counts = new Map<number, number>();
    for (const row of rows.get(id) ?? []) {
      counts.set(row.seq, (counts.get(row.seq) ?? 0) + 1);
    }
    const text = (number: number, count: number) =>
      `doctor ${id} (seq ${seq}) has ${count} rows of seq ${number}`;
    const missing = Array.from({ length: seq }, (_, index) => index + 1)
      .filter((number) => !counts.has(number))
      .map((number) => ({ rule: 'seq-gap', text: text(number, 0) }));
    const repeated = [...counts]
      .filter(([number, count]) => count > 1 || number < 1 || number > seq)
      .map(([number, count]) => ({ rule: 'seq-repeat', text: text(number, count) }));
    return [...missing, ...repeated];
  });
};

/**
 * The log told of everything: whoever heard every row from the first on knows which times are held and booked now, and
 * each row began where the one before it had ended. Doctors who were ever overbooked are left out: visits share times.
 */
export const checkHistory: Check = ({ log, occupancy, audit }) => {
  const overbooked = audit.filter(({ action }) => action === 'appointment_overbooked');
  const shared = new Set(overbooked.map(({ doctorId }) => doctorId));
  const doctors = groupBy(
    log.filter(({ doctorId }) => !shared.has(doctorId)),
    ({ doctorId }) => doctorId,
  );
  const occupied = groupBy(occupancy, ({ doctorId }) => doctorId);
  return [...doctors].flatMap(([doctorId, rows]) => retell(doctorId, rows, occupied.get(doctorId) ?? []));
};

function retell(doctorId: string, rows: readonly LogRow[], occupied: readonly Occupancy[]): Violation[] {
  const found: Violation[] = [];
  const told = new Map<string, string>();
  for (const { seq, changes } of rows.toSorted((a, b) => a.seq - b.seq)) {
    for (const { startsAt, endsAt, previousStatus, newStatus } of changes) {
      const time = `${startsAt}–${endsAt}`;
      const before = told.get(time) ?? 'free';
      if (before !== previousStatus) {
        const text = `doctor ${doctorId} seq ${seq}: ${time} was ${before}, the row says ${previousStatus}`;
        found.push({ rule: 'history', text });
      }
      told.set(time, newStatus);
    }
  }
  const now = new Map(
    occupied.map(({ start, end, kind }) => [
      `${new Date(start).toISOString()}–${new Date(end).toISOString()}`,
      kind === 'hold' ? 'held' : 'booked',
    ]),
  );
  for (const time of new Set([...told.keys(), ...now.keys()])) {
    const [heard, is] = [told.get(time) ?? 'free', now.get(time) ?? 'free'];
    if (heard !== is) {
      found.push({ rule: 'history', text: `doctor ${doctorId}: ${time} is ${is}, the log says ${heard}` });
    }
  }
  return found;
}
