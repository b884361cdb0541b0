import type { EpochMs } from '@openslot/shared/time/zone';

/** Width of an occupancy cell; starts and durations are multiples of it. */
const CELL_MS = 5 * 60_000;

/**
 * One key for each 5-minute cell that `[start, end)` touches, for the doctor and for the patient. Their uniqueness
 * in the database makes overlapping visits of either impossible. Buffers are not part of it.
 */
export function occupancyKeys(doctorId: string, patientId: string, start: EpochMs, end: EpochMs): string[] {
  const cells: number[] = [];
  for (let cell = Math.floor(start / CELL_MS) * CELL_MS; cell < end; cell += CELL_MS) {
    cells.push(cell / 60_000);
  }
  return [
    ...cells.map((minute) => `${doctorId}|${minute}`),
    ...cells.map((minute) => `p:${patientId}|${minute}`),
  ];
}

/** True for a key that {@link occupancyKeys} made for the patient. */
export function isPatientKey(key: unknown): boolean {
  return typeof key === 'string' && key.startsWith('p:');
}
