import type { SlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import type { SharedSlot } from '@openslot/shared/slots/generate-slots-of-many';
import { addDays } from '@openslot/shared/time/local-date';
import { type EpochMs, localDateOf } from '@openslot/shared/time/zone';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import type { DoctorSchedule } from '../../schedule/schedule.repository.ts';
import type { IsOwnHold } from '../../schedule/slot-input.ts';
import { consideredDoctors, type OfferOfMany, offeringNow, offerOfMany } from './offer-of-many.ts';
import { instantsOf, type ViewedDates } from './slots-of.ts';
import { findOffering, readSchedules } from './specialty.repository.ts';

interface SpecialtyQuery extends ViewedDates {
  readonly specialty: string;
  readonly visitTypeId: string;
}

/** What can be booked with any doctor of a specialty. Doctors are read first, so that no number is newer than the data. */
export async function readSlotsOfSpecialty(
  models: Models,
  clock: Clock,
  query: SpecialtyQuery,
  isOwn?: IsOwnHold,
): Promise<SlotsOfSpecialty> {
  const { specialty, visitTypeId } = query;
  const now = clock.now();
  const doctors = await findOffering(models, specialty, visitTypeId);
  const schedules = offeringNow(await readSchedules(models, doctors, instantsOf(query)), visitTypeId);
  const offer = offerOfMany(schedules, visitTypeId, query, now, isOwn);
  return {
    doctors: consideredDoctors(schedules, visitTypeId),
    asOf: new Date(now).toISOString(),
    freshUntil: new Date(offer.freshUntil).toISOString(),
    bookable: schedules.length > 0,
    days: daysOf(offer, query, visitsByDay(schedules)),
  };
}

type Days = Map<string, SlotsOfSpecialty['days'][number]>;

/** How many visits a doctor has on the date of an instant, in the doctor's zone. */
type VisitsThatDay = (doctorId: string, at: EpochMs) => number;

function visitsByDay(schedules: readonly DoctorSchedule[]): VisitsThatDay {
  const zones = new Map(schedules.map(({ doctor }) => [String(doctor._id), doctor.timeZone]));
  const dayOf = (doctorId: string, at: EpochMs) =>
    `${doctorId} ${localDateOf(zones.get(doctorId) ?? 'UTC', at)}`;
  const counts = new Map<string, number>();
  for (const { doctor, occupied } of schedules) {
    for (const { kind, startsAt } of occupied) {
      if (kind === 'appointment') {
        const day = dayOf(String(doctor._id), startsAt.getTime());
        counts.set(day, (counts.get(day) ?? 0) + 1);
      }
    }
  }
  return (doctorId, at) => counts.get(dayOf(doctorId, at)) ?? 0;
}

function daysOf(
  offer: OfferOfMany,
  { from, to, timeZone }: ViewedDates,
  visits: VisitsThatDay,
): SlotsOfSpecialty['days'] {
  const days: Days = new Map();
  for (let date = from; date <= to; date = addDays(date, 1)) {
    days.set(date, { date, slots: [] });
  }
  fill(days, timeZone, fewestFirst(offer.slots, visits), 'free');
  fill(days, timeZone, offer.held, 'held');
  for (const { slots } of days.values()) {
    slots.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  }
  return [...days.values()];
}

/** So that whoever takes the first takes whom the clinic would choose (BK11). */
function fewestFirst(slots: readonly SharedSlot[], visits: VisitsThatDay): SharedSlot[] {
  return slots.map(({ start, doctors }) => ({
    start,
    doctors: doctors.toSorted((a, b) => visits(a.doctorId, start) - visits(b.doctorId, start)),
  }));
}

function fill(days: Days, timeZone: string, slots: readonly SharedSlot[], status: 'free' | 'held'): void {
  for (const { start, doctors } of slots) {
    const [first] = doctors;
    if (first !== undefined) {
      days.get(localDateOf(timeZone, start))?.slots.push({
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(first.end).toISOString(),
        status,
        doctorIds: doctors.map(({ doctorId }) => doctorId),
      });
    }
  }
}
