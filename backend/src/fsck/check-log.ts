import { type Check, groupBy, type Violation } from './snapshot.ts';

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
