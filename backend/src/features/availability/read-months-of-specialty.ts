import type { MonthsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import { countByDay } from '@openslot/shared/slots/count-by-day';
import { addDays, daysBetween, type LocalDate } from '@openslot/shared/time/local-date';
import { type EpochMs, localDateOf } from '@openslot/shared/time/zone';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import type { DoctorSchedule } from '../../schedule/schedule.repository.ts';
import { offeredVisitType } from '../../schedule/slot-input.ts';
import { consideredDoctors, offeringNow, offerOfMany } from './offer-of-many.ts';
import { instantsOf, type ViewedDates } from './slots-of.ts';
import { findOffering, readSchedules } from './specialty.repository.ts';

interface SpecialtyQuery extends ViewedDates {
  readonly specialty: string;
  readonly visitTypeId: string;
}

/** How much is computed at once while looking for the next free date: with several doctors it is close. */
const SEARCHED_DAYS = 31;

/** What a month picker shows of any doctor of a specialty. Dates beyond the range are read only when it has no free time at all. */
export async function readMonthsOfSpecialty(
  models: Models,
  clock: Clock,
  query: SpecialtyQuery,
): Promise<MonthsOfSpecialty> {
  const { specialty, visitTypeId, timeZone } = query;
  const now = clock.now();
  const doctors = await findOffering(models, specialty, visitTypeId);
  const schedules = offeringNow(await readSchedules(models, doctors, instantsOf(query)), visitTypeId);
  const offer = offerOfMany(schedules, visitTypeId, query, now);
  const counts = countByDay(offer, timeZone);
  const within = counts.keys().next().value ?? null;
  const beyond = within === null ? await findBeyond(models, schedules, query, now) : null;
  return {
    doctors: consideredDoctors(schedules, visitTypeId),
    asOf: new Date(now).toISOString(),
    freshUntil: new Date(Math.min(offer.freshUntil, beyond?.freshUntil ?? offer.freshUntil)).toISOString(),
    bookable: schedules.length > 0,
    days: datesOf(query).map((date) => ({ date, count: counts.get(date) ?? 0 })),
    nextFree: within ?? beyond?.date ?? null,
  };
}

interface Found {
  readonly date: LocalDate | null;
  /** The earliest moment at which the search may end elsewhere. */
  readonly freshUntil: EpochMs;
}

/** The first free date after the range. The doctors were read before, so the data stay at least as new as their numbers. */
async function findBeyond(
  models: Models,
  shown: readonly DoctorSchedule[],
  { visitTypeId, timeZone, to }: SpecialtyQuery,
  now: EpochMs,
): Promise<Found> {
  const today = localDateOf(timeZone, now);
  const windows = shown.map((schedule) => offeredVisitType(schedule, visitTypeId)?.bookingWindowDays ?? 0);
  // One more: the viewer's date may be ahead of the doctor's.
  const last = addDays(today, Math.max(0, ...windows) + 1);
  const first = to < today ? today : addDays(to, 1);
  let freshUntil = Number.POSITIVE_INFINITY;
  if (shown.length === 0 || first > last) {
    return { date: null, freshUntil };
  }
  const doctors = shown.map(({ doctor }) => doctor);
  const schedules = await readSchedules(models, doctors, instantsOf({ from: first, to: last, timeZone }));
  for (let from = first; from <= last; from = addDays(from, SEARCHED_DAYS)) {
    const until = addDays(from, Math.min(SEARCHED_DAYS - 1, daysBetween(from, last)));
    const offer = offerOfMany(schedules, visitTypeId, { from, to: until, timeZone }, now);
    freshUntil = Math.min(freshUntil, offer.freshUntil);
    const date = countByDay(offer, timeZone).keys().next().value;
    if (date !== undefined) {
      return { date, freshUntil };
    }
  }
  return { date: null, freshUntil };
}

function datesOf({ from, to }: ViewedDates): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    dates.push(date);
  }
  return dates;
}
