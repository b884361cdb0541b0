import {
  type Check,
  groupBy,
  type LogRow,
  type Occupancy,
  type SlotChange,
  type Violation,
} from './snapshot.ts';

/** What stands at each time, by its start and end: `held` or `booked`, once for each; nothing is free. */
type Times = Map<string, string[]>;

/**
 * The log told of everything: whoever heard every row from the first on knows which times are held and booked now, and
 * each row began where the one before it had ended.
 *
 * Rows do not say the lane. So what stands at a time is counted: a deliberate overbooking adds to what is there, and
 * whatever goes must have come. Only that a time was free is not asked any more of a doctor who has been overbooked: it
 * may have been so in one lane and not in another.
 */
export const checkHistory: Check = ({ log, occupancy, audit }) => {
  const overbookings = groupBy(
    audit.filter(({ action }) => action === 'appointment_overbooked'),
    ({ doctorId }) => String(doctorId),
  );
  const occupied = groupBy(occupancy, ({ doctorId }) => doctorId);
  return [...groupBy(log, ({ doctorId }) => doctorId)].flatMap(([doctorId, rows]) => {
    const seqs = new Set(overbookings.get(doctorId)?.map(({ seq }) => seq));
    return retell(doctorId, rows, seqs, occupied.get(doctorId) ?? []);
  });
};

function retell(
  doctorId: string,
  rows: readonly LogRow[],
  overbookings: ReadonlySet<number | null>,
  occupied: readonly Occupancy[],
): Violation[] {
  const found: string[] = [];
  const told: Times = new Map();
  let shared = false;
  for (const { seq, changes } of rows.toSorted((a, b) => a.seq - b.seq)) {
    shared ||= overbookings.has(seq);
    for (const change of changes) {
      const wrong = tell(told, change, { adds: overbookings.has(seq), shared });
      found.push(...(wrong === null ? [] : [`doctor ${doctorId} seq ${seq}: ${wrong}`]));
    }
  }
  const now: Times = new Map();
  for (const { start, end, kind } of occupied) {
    const time = `${new Date(start).toISOString()}–${new Date(end).toISOString()}`;
    now.set(time, [...(now.get(time) ?? []), kind === 'hold' ? 'held' : 'booked']);
  }
  for (const time of new Set([...told.keys(), ...now.keys()])) {
    const [heard, is] = [textOf(told.get(time)), textOf(now.get(time))];
    if (heard !== is) {
      found.push(`doctor ${doctorId}: ${time} is ${is}, the log says ${heard}`);
    }
  }
  return found.map((text) => ({ rule: 'history', text }));
}

/** Takes one change down. @returns what is wrong with it, or null. */
function tell(
  told: Times,
  { startsAt, endsAt, previousStatus, newStatus }: SlotChange,
  { adds, shared }: { readonly adds: boolean; readonly shared: boolean },
): string | null {
  const time = `${startsAt}–${endsAt}`;
  const there = told.get(time) ?? [];
  const gone = there.indexOf(previousStatus);
  // An overbooking says that something is booked then, perhaps at another start, and takes nothing away.
  const stays = adds && previousStatus === 'booked' && newStatus === 'booked';
  // Where a time is not shared, a wrong row replaces what was told before: one mistake is named once.
  const unknown = stays || shared ? there : [];
  const rest = stays || gone === -1 ? unknown : there.toSpliced(gone, 1);
  told.set(time, newStatus === 'free' ? rest : [...rest, newStatus]);
  const fits = stays || (previousStatus === 'free' ? shared || there.length === 0 : gone !== -1);
  return fits ? null : `${time} was ${textOf(there)}, the row says ${previousStatus}`;
}

const textOf = (there: readonly string[] = []) =>
  there.length === 0 ? 'free' : there.toSorted().join(' and ');
