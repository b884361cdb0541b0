import type { TherapistTemplate } from '@openslot/shared/contracts/compatibility';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { Template, WeeklyWindow } from '@openslot/shared/contracts/templates';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { withDurationsOf } from '@openslot/shared/visits/doctor-visit-types';
import { sessionTypeOf } from './session-types.ts';

/** The weekly hours in force on a local date: those that began last, unless they have ended (SL4). */
export function templateInForce(templates: readonly Template[], today: string): Template | null {
  const [last] = templates
    .filter((template) => template.effectiveFrom <= today)
    .sort((a, b) => (a.effectiveFrom > b.effectiveFrom ? -1 : 1));
  const ended = last !== undefined && last.effectiveTo !== null && last.effectiveTo < today;
  return last === undefined || ended ? null : last;
}

/** Names a window as long as its template, its times and its visit types stay. */
export function rowId(template: Template, { dayOfWeek, start, end, visitTypeIds }: WeeklyWindow): string {
  return [template.id, dayOfWeek, start, end, ...(visitTypeIds ?? [])].join('.');
}

/** One row for each window; for each visit type of a window, where it is for several. */
export function weeklyRows(
  doctor: Doctor,
  template: Template | null,
  visitTypes: readonly VisitType[],
): TherapistTemplate[] {
  const types = withDurationsOf(doctor, visitTypes);
  return (template?.windows ?? []).flatMap((window): TherapistTemplate[] => {
    const row = {
      id: template === null ? '' : rowId(template, window),
      therapist_id: doctor.id,
      day_of_week: window.dayOfWeek,
      start_time: window.start,
      end_time: window.end,
      max_sessions: window.maxSessions,
    };
    const kinds = types.filter(({ id }) => window.visitTypeIds?.includes(id));
    return kinds.length === 0
      ? [{ ...row, session_duration: null, session_type: null }]
      : kinds.map(({ name, durationMinutes }) => ({
          ...row,
          session_duration: durationMinutes,
          session_type: sessionTypeOf(name, durationMinutes),
        }));
  });
}
