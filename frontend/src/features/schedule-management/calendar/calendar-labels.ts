import type { CalendarDay } from './calendar-model.ts';
import { spanText } from './date-texts.ts';

/** A day in one sentence, for the column's name. */
export function dayLabel(day: CalendarDay, dateText: string): string {
  const hours = day.open.length === 0 ? 'no working hours' : `working ${day.open.map(spanText).join(', ')}`;
  const visits = day.visits.length === 1 ? '1 visit' : `${day.visits.length} visits`;
  const recurring = day.recurring?.reason ?? '';
  const why = recurring === '' ? '' : ` (${recurring})`;
  const wholeDay = day.allDay.length === 0 ? '' : ', unavailable all day';
  const held = day.held.map((item) => `, ${spanText(item)} being booked`).join('');
  return `${dateText}: ${hours}${why}, ${visits}${wholeDay}${held}`;
}

const TYPE_COLORS = ['blue', 'teal', 'grape', 'orange', 'cyan', 'pink', 'indigo', 'lime'] as const;
export type TypeColor = (typeof TYPE_COLORS)[number];

function hash(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 0);
}

/**
 * A colour for each visit type: the same name keeps its colour from week to week as far as possible, and two
 * types side by side differ while there are colours left.
 */
export function typeColors(days: readonly CalendarDay[]): ReadonlyMap<string, TypeColor> {
  const names = days.flatMap(({ visits }) => visits.map(({ appointment }) => appointment.visitTypeName));
  const colors = new Map<string, TypeColor>();
  for (const name of [...new Set(names)].sort()) {
    const first = hash(name);
    const wanted = TYPE_COLORS.map((_, step) => TYPE_COLORS[(first + step) % TYPE_COLORS.length] ?? 'blue');
    const taken = new Set(colors.values());
    colors.set(name, wanted.find((color) => !taken.has(color)) ?? wanted[0] ?? 'blue');
  }
  return colors;
}
