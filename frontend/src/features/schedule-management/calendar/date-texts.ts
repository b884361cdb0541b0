import { minuteOfDay } from '@openslot/shared/time/local-date';
import { formatDateShort, formatLocalDateShort, formatTime } from '../../../lib/format.ts';
import { DAY_MINUTES, type MinuteSpan } from './calendar-model.ts';

/** A wall-clock minute as the reader writes times, `9:30 AM` or `09:30`; the end of the day is `midnight`. */
export function clockText(minute: number): string {
  return minute === DAY_MINUTES ? 'midnight' : formatTime(minute * 60_000, 'UTC');
}

/** The full hours beside the calendar: `9 AM` or `09:00`. */
export function hourText(hour: number): string {
  return clockText(hour * 60).replace(/:00(?=.[AP]M$)/i, '');
}

/** `HH:MM` of the contract as the reader writes times. */
export function timeText(time: string): string {
  return clockText(minuteOfDay(time));
}

/** Wall-clock span in words, `09:00–12:00`. */
export function spanText({ start, end }: MinuteSpan): string {
  return `${clockText(start)}–${clockText(end)}`;
}

/** `Mon 13 Oct – Sun 19 Oct 2025`, a single date once, both years where they differ. */
export function dateRange(from: string, to: string): string {
  const year = from.slice(0, 4) === to.slice(0, 4) ? '' : ` ${from.slice(0, 4)}`;
  const first = from === to ? '' : `${formatLocalDateShort(from)}${year} – `;
  return `${first}${formatLocalDateShort(to)} ${to.slice(0, 4)}`;
}

/** `Tue 14 Oct, 09:00 – 09:30` on the wall clock of the zone. */
export function instantText(startsAt: string, endsAt: string, timeZone: string): string {
  const [startDate, endDate] = [formatDateShort(startsAt, timeZone), formatDateShort(endsAt, timeZone)];
  const end = `${endDate === startDate ? '' : `${endDate}, `}${formatTime(endsAt, timeZone)}`;
  return `${startDate}, ${formatTime(startsAt, timeZone)} – ${end}`;
}
