import { type CalendarDay, DAY_MINUTES, type MinuteSpan, type VisitItem } from './calendar-model.ts';
import { spanText } from './date-texts.ts';

const MODES = { in_person: 'in person', video: 'by video', phone: 'by phone' } as const;

/** What a visit is called by a screen reader; sight has position and colour instead. */
export function visitLabel(item: VisitItem): string {
  const { patientName, visitTypeName, mode } = item.appointment;
  return `Visit ${spanText(item)}: ${patientName}, ${visitTypeName}, ${MODES[mode]}, confirmed`;
}

export function modeText(mode: keyof typeof MODES): string {
  return MODES[mode];
}

/** What an unavailability is called; `reason` is for staff, who alone see this page. */
export function blockLabel(span: MinuteSpan | null, reason: string | null): string {
  const isWholeDay = span === null || (span.start === 0 && span.end === DAY_MINUTES);
  const when = isWholeDay ? 'all day' : spanText(span);
  return `Unavailable ${when}${reason === null ? '' : `: ${reason}`}`;
}

/** A day in one sentence, for the column's name. */
export function dayLabel(day: CalendarDay, dateText: string): string {
  const hours = day.open.length === 0 ? 'no working hours' : `working ${day.open.map(spanText).join(', ')}`;
  const visits = day.visits.length === 1 ? '1 visit' : `${day.visits.length} visits`;
  const wholeDay = day.allDay.length === 0 ? '' : ', unavailable all day';
  return `${dateText}: ${hours}, ${visits}${wholeDay}`;
}

const TYPE_COLORS = ['blue', 'teal', 'grape', 'orange', 'cyan', 'pink', 'indigo', 'green'] as const;

/** The same visit type always has the same colour. */
export function typeColor(visitTypeName: string): (typeof TYPE_COLORS)[number] {
  let sum = 0;
  for (const letter of visitTypeName) {
    sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  }
  return TYPE_COLORS[sum % TYPE_COLORS.length] ?? 'blue';
}
