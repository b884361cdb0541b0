import type { MonthsAnswer } from '@openslot/shared/contracts/months';
import { countByDay } from '@openslot/shared/slots/count-by-day';
import { freshUntil } from '@openslot/shared/slots/fresh-until';
import { generateSlots } from '@openslot/shared/slots/generate-slots';
import { addDays, daysBetween, type LocalDate } from '@openslot/shared/time/local-date';
import { type EpochMs, localDateOf, nextDateChange } from '@openslot/shared/time/zone';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { Models } from '../../database/models.ts';
import { type DoctorSchedule, readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import { offeredVisitType, toSlotInput } from '../../schedule/slot-input.ts';
import type { OfferQuery } from './offer-answers.ts';
import { instantsOf, type ViewedDates } from './slots-of.ts';

/** How much is computed at once while looking for the next free date: most doctors have one soon. */
const SEARCHED_DAYS = 31;

interface Counts {
  readonly byDate: ReadonlyMap<LocalDate, number>;
  readonly freshUntil: EpochMs;
}

/**
 * What a month picker shows, by the same engine as the slots. Dates beyond the range are read only when it has no
 * free time at all.
 * @throws AppError `not_found` for an unknown doctor.
 */
export async function computeMonths(
  models: Models,
  doctor: DoctorRecord,
  query: OfferQuery,
  now: EpochMs,
): Promise<MonthsAnswer> {
  const schedule = await readDoctorSchedule(models, doctor, instantsOf(query));
  const counts = countsOf(schedule, query.visitTypeId, query, now);
  const within = counts?.byDate.keys().next().value ?? null;
  const beyond = counts && within === null ? await findBeyond(models, schedule, query, now) : null;
  const fresh = counts?.freshUntil ?? nextDateChange(query.timeZone, now);
  return {
    doctorId: String(doctor._id),
    seq: doctor.seq,
    asOf: new Date(now).toISOString(),
    freshUntil: new Date(Math.min(fresh, beyond?.freshUntil ?? fresh)).toISOString(),
    bookable: counts !== null,
    days: datesOf(query).map((date) => ({ date, count: counts?.byDate.get(date) ?? 0 })),
    nextFree: within ?? beyond?.date ?? null,
  };
}

/** Null when the doctor does not offer the visit type now. `schedule` must cover the dates. */
function countsOf(
  schedule: DoctorSchedule,
  visitTypeId: string,
  { from, to, timeZone }: ViewedDates,
  now: EpochMs,
): Counts | null {
  const visitType = offeredVisitType(schedule, visitTypeId);
  if (visitType === null) {
    return null;
  }
  const input = toSlotInput(schedule, visitType, { from, to }, timeZone, now);
  const answer = generateSlots(input);
  return { byDate: countByDay(answer, timeZone), freshUntil: freshUntil(input, answer) };
}

interface Found {
  readonly date: LocalDate | null;
  /** The earliest moment at which the search may end elsewhere. */
  readonly freshUntil: EpochMs;
}

/** The first free date after the range. Its doctor was read before, so the numbers stay at least as new as `seq`. */
async function findBeyond(
  models: Models,
  shown: DoctorSchedule,
  query: OfferQuery,
  now: EpochMs,
): Promise<Found> {
  const { visitTypeId, timeZone } = query;
  const today = localDateOf(timeZone, now);
  const windowDays = offeredVisitType(shown, visitTypeId)?.bookingWindowDays ?? 0;
  // One more: the viewer's date may be ahead of the doctor's.
  const last = addDays(today, windowDays + 1);
  const first = query.to < today ? today : addDays(query.to, 1);
  let fresh = Number.POSITIVE_INFINITY;
  if (first > last) {
    return { date: null, freshUntil: fresh };
  }
  const schedule = await readDoctorSchedule(
    models,
    shown.doctor,
    instantsOf({ from: first, to: last, timeZone }),
  );
  for (let from = first; from <= last; from = addDays(from, SEARCHED_DAYS)) {
    const to = addDays(from, Math.min(SEARCHED_DAYS - 1, daysBetween(from, last)));
    const counts = countsOf(schedule, visitTypeId, { from, to, timeZone }, now);
    fresh = Math.min(fresh, counts?.freshUntil ?? fresh);
    const date = counts?.byDate.keys().next().value;
    if (date !== undefined) {
      return { date, freshUntil: fresh };
    }
  }
  return { date: null, freshUntil: fresh };
}

function datesOf({ from, to }: ViewedDates): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    dates.push(date);
  }
  return dates;
}
