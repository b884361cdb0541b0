import { dayNumber, type LocalDate } from '@openslot/shared/time/local-date';
import { isRepeatedHour, offsetLabel } from '@openslot/shared/time/zone';
import { epochMs } from './clock.ts';
import { hourCycleStore, usualHourCycle } from './hour-cycle.ts';

const DAY_MS = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

const LANGUAGES: readonly string[] = typeof navigator === 'undefined' ? [] : navigator.languages;

/** Texts of the product are English; dates and times in them follow the reader as far as English goes. */
const LOCALE = englishOf(LANGUAGES);

/** The clock of the reader's language. */
export const USUAL_CLOCK = usualHourCycle(LOCALE);

/** Dates sit inside English sentences: an English of the reader's, or British order with the 24-hour clock. */
function englishOf(languages: readonly string[]): string {
  return languages.find((language) => /^en(-|$)/i.test(language)) ?? 'en-GB';
}

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key);
  if (known) {
    return known;
  }
  const made = new Intl.DateTimeFormat(LOCALE, options);
  formatters.set(key, made);
  return made;
}

/** Hours and minutes by the clock that was chosen, else by the reader's usual one. */
function clockFormatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { chosen } = hourCycleStore.getState();
  const isUsual = chosen === null || chosen === USUAL_CLOCK;
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  return formatter({ ...options, ...time, ...(!isUsual && { hourCycle: chosen }) });
}

type When = string | number;

function toMs(when: When): number {
  return typeof when === 'number' ? when : epochMs(when);
}

/** `14:30` (or `2:30 PM`), with `(1st)` or `(2nd)` when the clocks are set back and the time occurs twice. */
export function formatTime(when: When, timeZone: string): string {
  const ms = toMs(when);
  const repeated = isRepeatedHour(timeZone, ms);
  const time = clockFormatter({ timeZone }).format(ms);
  return repeated === null ? time : `${time} (${repeated === 'first' ? '1st' : '2nd'})`;
}

/** The time on this device's own clock, for "as of". */
export function formatClock(ms: number): string {
  return clockFormatter({}).format(ms);
}

/** `Tuesday 14 October 2025` */
export function formatDateLong(when: When, timeZone: string): string {
  return formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(
    toMs(when),
  );
}

/** `Tue 14 Oct` */
export function formatDateShort(when: When, timeZone: string): string {
  return formatter({ weekday: 'short', day: 'numeric', month: 'short', timeZone }).format(toMs(when));
}

/** `Oct` */
export function formatMonthShort(when: When, timeZone: string): string {
  return formatter({ month: 'short', timeZone }).format(toMs(when));
}

/** `14` */
export function formatDayOfMonth(when: When, timeZone: string): string {
  return formatter({ day: 'numeric', timeZone }).format(toMs(when));
}

/** Local dates have no zone: they are formatted at noon UTC, where every date is itself. */
function noonUtc(date: LocalDate): number {
  return dayNumber(date) * DAY_MS + DAY_MS / 2;
}

/** `Tuesday 14 October 2025` of a local date. */
export function formatLocalDateLong(date: LocalDate): string {
  return formatDateLong(noonUtc(date), 'UTC');
}

/** `14 October 2025` of a local date whose day of the week tells nothing, such as a date of birth. */
export function formatLocalDate(date: LocalDate): string {
  return formatter({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(noonUtc(date));
}

/** `Tue 14 Oct` of a local date. */
export function formatLocalDateShort(date: LocalDate): string {
  return formatDateShort(noonUtc(date), 'UTC');
}

/** `October 2025` of any date in the month. */
export function formatMonth(date: LocalDate): string {
  return formatter({ month: 'long', year: 'numeric', timeZone: 'UTC' }).format(noonUtc(date));
}

/** Name of a weekday, 0 = Sunday. */
export function formatWeekday(dayOfWeek: number, length: 'long' | 'short' | 'narrow'): string {
  // 4 January 1970 was a Sunday.
  return formatter({ weekday: length, timeZone: 'UTC' }).format((3 + dayOfWeek) * DAY_MS + DAY_MS / 2);
}

/** `Europe/Berlin (GMT+2)`, with the offset in force at `at`. */
export function formatZone(timeZone: string, at: number): string {
  return `${timeZone.replaceAll('_', ' ')} (${offsetLabel(timeZone, at)})`;
}

/** 0 = Sunday, 1 = Monday, 6 = Saturday, as the reader's region begins its weeks; Monday where that is not known. */
export function firstDayOfWeek(language = LANGUAGES[0] ?? LOCALE): number {
  try {
    const locale = new Intl.Locale(language) as Intl.Locale & {
      getWeekInfo?: () => { firstDay: number };
      weekInfo?: { firstDay: number };
    };
    return ((locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1) % 7;
  } catch {
    return 1;
  }
}

/** The zone this device is set to. */
export function deviceTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `45 minutes`, `1 hour`, `1 hour 30 minutes` */
export function formatMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    hours > 0 ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : '',
    rest > 0 || hours === 0 ? `${rest} ${rest === 1 ? 'minute' : 'minutes'}` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
