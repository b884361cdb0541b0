import type { Override } from '@openslot/shared/contracts/overrides';
import type { Template, TimeWindow } from '@openslot/shared/contracts/templates';
import type { Unavailability } from '@openslot/shared/contracts/unavailability';
import type { TemplateRecord, WeeklyWindowRecord } from '../../database/models/doctor.model.ts';
import type { OverrideRecord, UnavailabilityRecord } from '../../database/models/exception.model.ts';

/** A cap that was never saved is none. */
export function presentWindow({
  start,
  end,
  maxSessions,
}: Omit<WeeklyWindowRecord, 'dayOfWeek'>): TimeWindow {
  return { start, end, maxSessions: maxSessions ?? null };
}

/** For staff only: the reason is private. */
export function presentUnavailability(record: UnavailabilityRecord): Unavailability {
  return {
    id: String(record._id),
    version: record.version,
    startDate: record.startDate,
    endDate: record.endDate,
    allDay: record.allDay,
    startTime: record.startTime ?? null,
    endTime: record.endTime ?? null,
    timeZone: record.timeZone,
    startsAt: record.startsAt.toISOString(),
    endsAt: record.endsAt.toISOString(),
    reason: record.reason ?? null,
  };
}

/** For staff only: the reason is private. */
export function presentOverride(record: OverrideRecord): Override {
  return {
    id: String(record._id),
    version: record.version,
    date: record.date,
    windows: record.windows.map(presentWindow),
    reason: record.reason ?? null,
  };
}

export function presentTemplate(record: TemplateRecord): Template {
  return {
    id: String(record._id),
    version: record.version,
    effectiveFrom: record.effectiveFrom,
    effectiveTo: record.effectiveTo ?? null,
    windows: record.windows.map(({ dayOfWeek, visitTypeIds, ...hours }) => ({
      dayOfWeek,
      ...presentWindow(hours),
      ...(visitTypeIds && { visitTypeIds }),
    })),
  };
}

/** Sorted by their first date. */
export function presentTemplates(records: readonly TemplateRecord[]): Template[] {
  return records.map(presentTemplate).sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
}
