import type { EpochMs } from '@openslot/shared/time/zone';

/** Width of an occupancy cell; starts and durations are multiples of it. */
const CELL_MS = 5 * 60_000;

/** The minutes since 1970 at which each cell that `[start, end)` touches begins. */
function cellsOf(start: EpochMs, end: EpochMs): number[] {
  const cells: number[] = [];
  for (let cell = Math.floor(start / CELL_MS) * CELL_MS; cell < end; cell += CELL_MS) {
    cells.push(cell / 60_000);
  }
  return cells;
}

/**
 * One key for each 5-minute cell that `[start, end)` touches, for one lane of the doctor. Their uniqueness in the
 * database makes overlapping times in a lane impossible. Lane 0 is the doctor's own; the others are for deliberate
 * overbooking (BK15). Buffers are not part of it.
 */
export function doctorKeys(doctorId: string, start: EpochMs, end: EpochMs, lane = 0): string[] {
  const owner = lane === 0 ? doctorId : `${doctorId}+${lane}`;
  return cellsOf(start, end).map((minute) => `${owner}|${minute}`);
}

/** As {@link doctorKeys}, for the patient of a visit: nobody is in two places at one time. */
export function patientKeys(patientId: string, start: EpochMs, end: EpochMs): string[] {
  return cellsOf(start, end).map((minute) => `p:${patientId}|${minute}`);
}

/** True for a key that {@link patientKeys} made. */
export function isPatientKey(key: unknown): boolean {
  return typeof key === 'string' && key.startsWith('p:');
}

/** The two places a person has for holds (BK3), under the same unique index as the time itself. */
export function holdPlaces(userId: string): readonly [string, string] {
  return [`h:${userId}#0`, `h:${userId}#1`];
}

/** One hold of a person with a doctor (BK3). */
export function holderKey(userId: string, doctorId: string): string {
  return `h:${userId}|${doctorId}`;
}

/** True for a key that {@link holdPlaces} or {@link holderKey} made. */
export function isHolderKey(key: unknown): boolean {
  return typeof key === 'string' && key.startsWith('h:');
}
