import { trusted } from 'mongoose';
import { expect } from 'vitest';
import type { Models } from '../src/database/models.ts';

/**
 * What must be true of a doctor whatever happened: each live visit occupies its time and nothing but holds does beside
 * them, no two overlap in a lane, and the changes are numbered without a hole.
 */
export async function expectSoundDoctor(models: Models, doctorId: string): Promise<void> {
  const live = await models.appointments.find({ doctorId, status: trusted({ $ne: 'cancelled' }) }).lean();
  const occupied = await models.occupancy.find({ doctorId, kind: 'appointment' }).lean();
  expect(occupied.map((row) => String(row.appointmentId)).sort()).toEqual(
    live.map((visit) => String(visit._id)).sort(),
  );
  const times = (await models.occupancy.find({ doctorId }).lean()).sort(
    (a, b) => a.lane - b.lane || a.startsAt.getTime() - b.startsAt.getTime(),
  );
  for (const [index, { lane, startsAt }] of times.entries()) {
    const before = times[index - 1];
    const end = before?.lane === lane ? before.endsAt.getTime() : 0;
    expect(startsAt.getTime()).toBeGreaterThanOrEqual(end);
  }
  const doctor = await models.doctors.findById(doctorId).orFail().lean();
  const rows = await models.availabilityLog.find({ doctorId }).sort({ seq: 1 }).lean();
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: doctor.seq }, (_, index) => index + 1));
}
