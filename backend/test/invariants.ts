import { expect } from 'vitest';
import type { Models } from '../src/database/models.ts';

/**
 * What must be true of a doctor whatever happened: each live visit occupies its time and nothing else does, no two
 * overlap, and the changes are numbered without a hole.
 */
export async function expectSoundDoctor(models: Models, doctorId: string): Promise<void> {
  const live = await models.appointments.find({ doctorId, status: 'confirmed' }).lean();
  const occupied = await models.occupancy.find({ doctorId }).lean();
  expect(occupied.map((row) => String(row.appointmentId)).sort()).toEqual(
    live.map((visit) => String(visit._id)).sort(),
  );
  const sorted = live
    .map((visit) => [visit.startsAt.getTime(), visit.endsAt.getTime()] as const)
    .sort((a, b) => a[0] - b[0]);
  for (const [index, [start]] of sorted.entries()) {
    expect(start).toBeGreaterThanOrEqual(sorted[index - 1]?.[1] ?? 0);
  }
  const doctor = await models.doctors.findById(doctorId).orFail().lean();
  const rows = await models.availabilityLog.find({ doctorId }).sort({ seq: 1 }).lean();
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: doctor.seq }, (_, index) => index + 1));
}
