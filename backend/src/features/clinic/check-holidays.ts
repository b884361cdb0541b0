import type { Holiday, HolidayVisits } from '@openslot/shared/contracts/holidays';
import { addDays } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import { OPEN_STATUSES } from '@openslot/shared/visits/transitions';
import { trusted } from 'mongoose';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { Models } from '../../database/models.ts';
import { fallsOutside } from '../../schedule/affected-appointments.ts';
import { findOverrides } from '../../schedule/override.repository.ts';
import { readClinicRevision, readDoctorRecord } from '../../schedule/schedule.repository.ts';
import { datesOf, toHours } from '../../schedule/slot-input.ts';

/** How many booked visits to come each new holiday would leave outside the working hours; dates without any are left out. */
export async function checkHolidays(
  { models, clock }: CommandDeps,
  holidays: readonly Holiday[],
): Promise<HolidayVisits[]> {
  const clinic = await models.clinic.findById('clinic', { rev: 1 }).lean();
  const current = await readClinicRevision(models, clinic?.rev ?? 1);
  const known = new Set(datesOf(current.holidays));
  const added = datesOf(holidays).filter((date) => !known.has(date));
  const counts = new Map<string, number>();
  for (const [doctorId, visits] of await visitsByDoctor(models, added, clock.now())) {
    for (const date of await affectedDates(models, doctorId, visits, added)) {
      counts.set(date, (counts.get(date) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, visits]) => ({ date, visits }));
}

/** Coming visits around these dates: a date of a zone lies within a day of the same date in UTC. */
async function visitsByDoctor(
  models: Models,
  dates: readonly string[],
  now: number,
): Promise<Map<string, AppointmentRecord[]>> {
  const around = dates.map((date) => ({
    startsAt: trusted({
      $gt: new Date(`${addDays(date, -1)}T00:00Z`),
      $lt: new Date(`${addDays(date, 3)}T00:00Z`),
    }),
  }));
  if (around.length === 0) {
    return new Map();
  }
  const visits = await models.appointments
    .find({ status: trusted({ $in: OPEN_STATUSES }), endsAt: trusted({ $gt: new Date(now) }), $or: around })
    .lean();
  const byDoctor = new Map<string, AppointmentRecord[]>();
  for (const visit of visits) {
    const doctorId = String(visit.doctorId);
    byDoctor.set(doctorId, [...(byDoctor.get(doctorId) ?? []), visit]);
  }
  return byDoctor;
}

/** The holiday of each visit that it would meet, once for each visit. */
async function affectedDates(
  models: Models,
  doctorId: string,
  visits: readonly AppointmentRecord[],
  added: readonly string[],
): Promise<string[]> {
  const doctor = await readDoctorRecord(models, doctorId);
  const sorted = [...added].sort();
  const from = addDays(sorted[0] ?? '', -2);
  const overrides = await findOverrides(models, null, doctor._id, from, addDays(sorted.at(-1) ?? '', 1));
  const { holidays } = await readClinicRevision(models, doctor.clinicRev);
  const dates = datesOf(holidays);
  const isAffected = fallsOutside(
    toHours(doctor, overrides, dates),
    toHours(doctor, overrides, [...dates, ...added]),
  );
  return visits
    .filter((visit) => isAffected({ start: visit.startsAt.getTime(), end: visit.endsAt.getTime() }))
    .map((visit) => {
      const date = localDateOf(doctor.timeZone, visit.startsAt.getTime());
      // After midnight, a visit belongs to the evening before (SL5).
      return added.includes(date) ? date : addDays(date, -1);
    });
}
