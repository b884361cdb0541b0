import { type Check, type Occupancy, timeText, type Violation } from './snapshot.ts';

const CELL_MS = 5 * 60_000;

/**
 * Each occupied time carries exactly the keys that its doctor, lane, patient or holder and interval imply: one too few
 * and the database would let an overlap through. Worked out here once more, not by the code that made them.
 */
export const checkKeys: Check = ({ occupancy }) =>
  occupancy.flatMap((one): Violation[] => {
    if (one.start >= one.end || one.start % CELL_MS !== 0 || one.end % CELL_MS !== 0) {
      return [
        { rule: 'interval', text: `occupancy ${one.id}: ${timeText(one)} is not a time on the raster` },
      ];
    }
    const expected = [...cellKeys(one), ...personKeys(one)].sort();
    const found = [...one.keys].sort();
    return expected.join() === found.join()
      ? []
      : [{ rule: 'keys', text: `occupancy ${one.id} has ${describe(found)}, not ${describe(expected)}` }];
  });

function cellKeys(one: Occupancy): string[] {
  const lane = one.lane === 0 ? one.doctorId : `${one.doctorId}+${one.lane}`;
  const keys: string[] = [];
  for (let at = one.start; at < one.end; at += CELL_MS) {
    keys.push(`${lane}|${at / 60_000}`);
    if (one.kind === 'appointment') {
      keys.push(`p:${one.patientId}|${at / 60_000}`);
    }
  }
  return keys;
}

/** A hold for booking counts among its person's holds; which of the two places it took is in the key alone. */
function personKeys(one: Occupancy): string[] {
  if (one.kind !== 'hold' || one.purpose !== 'booking') {
    return [];
  }
  const place = one.keys.includes(`h:${one.heldBy}#1`) ? 1 : 0;
  return [`h:${one.heldBy}|${one.doctorId}`, `h:${one.heldBy}#${place}`];
}

const describe = (keys: readonly string[]) => (keys.length === 0 ? 'no keys' : keys.join(' '));
