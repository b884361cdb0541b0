import type { AffectedAppointment } from '@openslot/shared/contracts/common';
import type { HoursPreview, VisitTypeEffect } from '@openslot/shared/contracts/hours-preview';
import { formatLocalDateShort } from '../../../lib/format.ts';
import { instantText } from '../calendar/date-texts.ts';

/** `12 more times, 4 fewer`; `no change` for neither. */
export function effectText({ gained, lost }: { readonly gained: number; readonly lost: number }): string {
  const counted = (count: number, word: string) => `${count} ${word} ${count === 1 ? 'time' : 'times'}`;
  if (gained === 0 && lost === 0) {
    return 'no change';
  }
  if (gained === 0) {
    return counted(lost, 'fewer');
  }
  return lost === 0 ? counted(gained, 'more') : `${counted(gained, 'more')}, ${lost} fewer`;
}

/** One date and what changes on it, for each visit type that it concerns. */
export interface DateLine {
  readonly date: string;
  readonly text: string;
}

/** The dates on which something changes, in order. The visit type is named where there are several. */
export function dateLines(types: readonly VisitTypeEffect[]): DateLine[] {
  const byDate = new Map<string, string[]>();
  for (const { visitTypeName, days } of types) {
    for (const day of days) {
      const effect = effectText(day);
      const text = types.length === 1 ? effect : `${visitTypeName} ${effect}`;
      byDate.set(day.date, [...(byDate.get(day.date) ?? []), text]);
    }
  }
  return [...byDate]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([date, texts]) => ({ date: formatLocalDateShort(date), text: texts.join('; ') }));
}

/** The visit types with a change, and the names of the others. */
export function splitTypes({ visitTypes }: Pick<HoursPreview, 'visitTypes'>) {
  const isChanged = ({ gained, lost }: VisitTypeEffect) => gained > 0 || lost > 0;
  return {
    changed: visitTypes.filter(isChanged),
    unchanged: visitTypes.filter((type) => !isChanged(type)).map((type) => type.visitTypeName),
  };
}

/** `Mon 2 Mar, 9:00 – 9:30, Pia Early, Consultation` on the doctor's wall clock. */
export function visitText(visit: AffectedAppointment, timeZone: string): string {
  const { startsAt, endsAt, patientName, visitTypeName } = visit;
  return `${instantText(startsAt, endsAt, timeZone)}, ${patientName}, ${visitTypeName}`;
}
