import type { Appointment } from '@openslot/shared/contracts/appointments';
import type {
  CalendarAnswer,
  HeldTime,
  RecurringDay,
  WorkingWindow,
} from '@openslot/shared/contracts/calendar';
import { recurringDayTest } from '@openslot/shared/slots/recurring-dates';
import { type WorkingDay, workingDays } from '@openslot/shared/slots/working-windows';
import { dayNumber } from '@openslot/shared/time/local-date';
import { dayBounds } from '@openslot/shared/time/zone';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import {
  type OccupiedRecord,
  readDoctorRecord,
  readDoctorSchedule,
} from '../../schedule/schedule.repository.ts';
import { hoursOf } from '../../schedule/slot-input.ts';
import { presentOverride, presentUnavailability } from './availability.presenter.ts';

interface CalendarQuery {
  readonly doctorId: string;
  /** Inclusive local dates in the doctor's zone. */
  readonly from: string;
  readonly to: string;
  /** Who looks: what they hold themselves is not told. */
  readonly viewerId: string | null;
}

/** Reads the visits of a doctor that meet a span of time; given by the appointments feature. */
export type FindVisits = (doctor: DoctorRecord, start: Date, end: Date) => Promise<Appointment[]>;

/**
 * Everything the schedule page shows of a range of dates.
 * @throws AppError `not_found`
 */
export async function readCalendar(
  models: Models,
  clock: Clock,
  findVisits: FindVisits,
  query: CalendarQuery,
): Promise<CalendarAnswer> {
  const now = clock.now();
  const doctor = await readDoctorRecord(models, query.doctorId);
  const { timeZone } = doctor;
  const range = { start: dayBounds(timeZone, query.from).start, end: dayBounds(timeZone, query.to).end };
  const schedule = await readDoctorSchedule(models, doctor, range);
  const days = workingDays(hoursOf(schedule), { from: query.from, to: query.to });
  const meets = (start: Date, end: Date) => start.getTime() < range.end && end.getTime() > range.start;
  return {
    doctorId: String(doctor._id),
    seq: doctor.seq,
    rev: doctor.rev,
    asOf: new Date(now).toISOString(),
    timeZone,
    working: workingHours(days),
    recurring: recurringDays(doctor, days),
    overrides: schedule.overrides
      .filter(({ date }) => date >= query.from && date <= query.to)
      .map(presentOverride)
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
    holidays: [...schedule.revision.holidays, ...(doctor.holidays ?? [])]
      .filter(({ date }) => date >= query.from && date <= query.to)
      .map(({ date, name }) => ({ date, name })),
    unavailability: schedule.unavailability
      .filter((period) => meets(period.startsAt, period.endsAt))
      .map(presentUnavailability),
    appointments: await findVisits(doctor, new Date(range.start), new Date(range.end)),
    held: schedule.occupied
      .filter((time) => meets(time.startsAt, time.endsAt))
      .flatMap((time) => heldTime(time, query.viewerId, now)),
  };
}

/** BK17: a live hold of somebody else, without whose. */
function heldTime(
  { kind, startsAt, endsAt, expiresAt, heldBy }: OccupiedRecord,
  viewerId: string | null,
  now: number,
): HeldTime[] {
  const isHeld = kind === 'hold' && expiresAt !== null && expiresAt.getTime() > now;
  if (!isHeld || (heldBy !== null && String(heldBy) === viewerId)) {
    return [];
  }
  return [{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), until: expiresAt.toISOString() }];
}

/** The dates that a recurring override decides, with the reason of the one saved last (SL5). */
function recurringDays(
  { recurringOverrides = [] }: DoctorRecord,
  days: readonly WorkingDay[],
): RecurringDay[] {
  const rules = [...recurringOverrides]
    .sort((a, b) => b.savedRev - a.savedRev)
    .map((record) => ({ reason: record.reason, isOn: recurringDayTest(record) }));
  return days
    .filter(({ source }) => source === 'recurring')
    .map(({ date, windows }) => ({
      date,
      closed: windows.length === 0,
      reason: rules.find(({ isOn }) => isOn(dayNumber(date)))?.reason ?? null,
    }));
}

function workingHours(days: readonly WorkingDay[]): WorkingWindow[] {
  return days.flatMap(({ date, source, windows }) =>
    windows.map(({ start, end }) => ({
      date,
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(end).toISOString(),
      source: source === 'override' || source === 'recurring' ? source : ('template' as const),
    })),
  );
}
