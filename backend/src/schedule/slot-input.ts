import type {
  DateRange,
  HoursWindow,
  OccupiedTime,
  Schedule,
  SlotInput,
} from '@openslot/shared/slots/slot-types';
import type { EpochMs } from '@openslot/shared/time/zone';
import type { HolidayRecord, VisitTypeRecord } from '../database/models/clinic.model.ts';
import type { DoctorRecord, WeeklyWindowRecord } from '../database/models/doctor.model.ts';
import type { OverrideRecord } from '../database/models/exception.model.ts';
import { doctorVisitTypes } from './doctor-visit-types.ts';
import type { DoctorSchedule, OccupiedRecord } from './schedule.repository.ts';

/** The hours part of a doctor's records, as the slot engine takes it. `holidays` are the clinic's. */
export function toHours(
  doctor: Pick<DoctorRecord, 'timeZone' | 'templates' | 'holidays' | 'recurringOverrides'>,
  overrides: readonly OverrideRecord[],
  holidays: readonly string[],
): Schedule {
  return {
    timeZone: doctor.timeZone,
    templates: doctor.templates.map((template) => ({
      effectiveFrom: template.effectiveFrom,
      ...(template.effectiveTo === null ? {} : { effectiveTo: template.effectiveTo }),
      windows: template.windows.map((window) => ({ dayOfWeek: window.dayOfWeek, ...toWindow(window) })),
    })),
    overrides: overrides.map(({ date, windows }) => ({ date, windows: windows.map(toWindow) })),
    recurringOverrides: (doctor.recurringOverrides ?? []).map((recurring) => ({
      rule: recurring.rule,
      startsOn: recurring.startsOn,
      excludedDates: recurring.excludedDates,
      windows: recurring.windows.map(toWindow),
      savedAt: recurring.savedRev,
    })),
    holidays: [...holidays, ...datesOf(doctor.holidays ?? [])],
  };
}

function toWindow({ start, end, maxSessions }: Omit<WeeklyWindowRecord, 'dayOfWeek'>): HoursWindow {
  // Null or absent: no cap (SL12).
  return maxSessions ? { start, end, maxSessions } : { start, end };
}

/** The dates of holidays, as the slot engine takes them. */
export function datesOf(holidays: readonly Pick<HolidayRecord, 'date'>[]): string[] {
  return holidays.map(({ date }) => date);
}

/** The hours of a doctor's schedule as it was read, with its overrides and the clinic's holidays. */
export function hoursOf({ doctor, overrides, revision }: DoctorSchedule): Schedule {
  return toHours(doctor, overrides, datesOf(revision.holidays));
}

/** The weekly hours without the windows that are for other visit types. */
export function templatesFor(
  { templates }: Pick<DoctorRecord, 'templates'>,
  visitTypeId: string,
): DoctorRecord['templates'] {
  const admits = ({ visitTypeIds }: WeeklyWindowRecord) => visitTypeIds?.includes(visitTypeId) ?? true;
  return templates.map((template) => ({ ...template, windows: template.windows.filter(admits) }));
}

/** Whether a time is a hold of the viewer's own, which hides nothing from them (SL13). */
export type IsOwnHold = (time: OccupiedRecord) => boolean;

/** A hold that is over at `expiresAt` is free for the engine, whether or not its record is still there. */
function toOccupied(time: OccupiedRecord, isOwn: IsOwnHold): OccupiedTime {
  const { startsAt, endsAt, bufferBeforeMinutes, bufferAfterMinutes, kind, expiresAt } = time;
  return {
    start: startsAt.getTime(),
    end: endsAt.getTime(),
    bufferBeforeMinutes,
    bufferAfterMinutes,
    kind,
    ...(kind === 'hold' && expiresAt && { expiresAt: expiresAt.getTime() }),
    ...(kind === 'hold' && isOwn(time) && { own: true }),
  };
}

/** The records of a doctor and one visit type as input of the slot engine. `range` is in `viewerTimeZone`. */
export function toSlotInput(
  schedule: DoctorSchedule,
  visitType: VisitTypeRecord,
  range: DateRange,
  viewerTimeZone: string,
  now: EpochMs,
  isOwn: IsOwnHold = () => false,
): SlotInput {
  const { doctor, overrides, revision } = schedule;
  return {
    ...toHours(
      { ...doctor, templates: templatesFor(doctor, String(visitType._id)) },
      overrides,
      datesOf(revision.holidays),
    ),
    unavailability: schedule.unavailability.map((period) => ({
      start: period.startsAt.getTime(),
      end: period.endsAt.getTime(),
    })),
    occupied: schedule.occupied.map((time) => toOccupied(time, isOwn)),
    visitType: {
      durationMinutes: visitType.durationMinutes,
      ...(visitType.stepMinutes === null ? {} : { stepMinutes: visitType.stepMinutes }),
      bufferBeforeMinutes: visitType.bufferBeforeMinutes,
      bufferAfterMinutes: visitType.bufferAfterMinutes,
      minimumNoticeMinutes: visitType.minimumNoticeMinutes,
    },
    bookingWindowDays: visitType.bookingWindowDays,
    range,
    viewerTimeZone,
    now,
  };
}

/** The visit type in a doctor's rules, with this doctor's duration, if this doctor offers it now; null otherwise. */
export function offeredVisitType(
  schedule: Pick<DoctorSchedule, 'doctor' | 'revision'>,
  id: string,
): VisitTypeRecord | null {
  const { doctor } = schedule;
  const visitType = doctorVisitTypes(schedule).find((type) => String(type._id) === id);
  const offered = doctor.active && doctor.visitTypeIds.some((offeredId) => String(offeredId) === id);
  return visitType?.active && offered ? visitType : null;
}
