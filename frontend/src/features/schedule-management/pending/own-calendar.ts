import type { CalendarAnswer, RecurringDay, WorkingWindow } from '@openslot/shared/contracts/calendar';
import type { Override } from '@openslot/shared/contracts/overrides';
import type { RecurringOverride } from '@openslot/shared/contracts/recurring-overrides';
import { recurringDayTest } from '@openslot/shared/slots/recurring-dates';
import { addDays, dayNumber } from '@openslot/shared/time/local-date';
import { wallClockToInstant } from '@openslot/shared/time/zone';
import { isoInstant } from '../../../lib/clock.ts';
import { isAhead, type OwnEdit, withOwnOverrides, withOwnUnavailability } from './own-edits.ts';
import { addedBy, leftBy, withOwnHolidays } from './own-holidays.ts';
import { withOwnRecurring } from './own-recurring.ts';

/**
 * The calendar of these dates with the own changes it cannot know of yet: an override brings its hours, a holiday closes
 * its date, and a recurring override saved last comes before all others (SL5). Hours that only the server knows stay as
 * they are.
 */
export function withOwnEdits(
  answer: CalendarAnswer,
  edits: readonly OwnEdit[],
  dates: readonly string[],
): CalendarAnswer {
  const ahead = edits.filter((edit) => isAhead(edit, answer.seq));
  if (ahead.length === 0) {
    return answer;
  }
  const overrides = withOwnOverrides(answer.overrides, answer.seq, ahead);
  const holidays = withOwnHolidays(answer.holidays, answer.seq, ahead);
  const taken = new Set([...overrides, ...holidays].map(({ date }) => date));
  const recurring = ownRecurringDays(
    withOwnRecurring([], answer.seq, ahead),
    dates.filter((date) => !taken.has(date)),
  );
  const decided = [
    ...overrides
      .filter((override) => !answer.overrides.includes(override))
      .map((override) => ({ source: 'override' as const, ...override })),
    ...closedDates(answer, holidays, overrides).map((date) => ({
      source: 'template' as const,
      date,
      windows: [],
    })),
    ...recurring,
  ];
  const changed = new Set(decided.map(({ date }) => date));
  const kept = <T extends { readonly date: string }>(items: readonly T[]) =>
    items.filter(({ date }) => !changed.has(date));
  return {
    ...answer,
    unavailability: withOwnUnavailability(answer.unavailability, answer.seq, ahead),
    overrides,
    holidays,
    recurring: [
      ...kept(answer.recurring),
      ...recurring.map(({ date, windows, reason }) => ({ date, closed: windows.length === 0, reason })),
    ],
    working: [...kept(answer.working), ...decided.flatMap((day) => hoursOf(day, answer.timeZone))],
  };
}

/** The dates that become holidays, without those whose override comes before it. */
function closedDates(
  answer: CalendarAnswer,
  holidays: CalendarAnswer['holidays'],
  overrides: readonly Override[],
): string[] {
  const open = new Set([...answer.holidays, ...overrides].map(({ date }) => date));
  return holidays.flatMap(({ date }) => (open.has(date) ? [] : date));
}

interface DecidedDay extends Pick<Override, 'windows' | 'date'> {
  readonly source: WorkingWindow['source'];
}

interface OwnRecurringDay extends DecidedDay, Pick<RecurringDay, 'reason'> {}

function ownRecurringDays(items: readonly RecurringOverride[], dates: readonly string[]): OwnRecurringDay[] {
  const rules = items.map((item) => ({ item, isOn: recurringDayTest(item) }));
  return dates.flatMap((date) => {
    const item = rules.find(({ isOn }) => isOn(dayNumber(date)))?.item;
    return item === undefined
      ? []
      : { source: 'recurring' as const, date, windows: item.windows, reason: item.reason };
  });
}

function hoursOf({ date, windows, source }: DecidedDay, timeZone: string): WorkingWindow[] {
  return windows.map(({ start, end }) => ({
    date,
    source,
    startsAt: isoInstant(wallClockToInstant(timeZone, date, start)),
    endsAt: isoInstant(wallClockToInstant(timeZone, end <= start ? addDays(date, 1) : date, end)),
  }));
}

/** Marks a date whose recurring override is being saved, among the ids of what is. */
export function recurringMark(date: string): string {
  return `recurring ${date}`;
}

/** The same of a holiday. */
export function holidayMark(date: string): string {
  return `holiday ${date}`;
}

/** Of these dates, those that a recurring override or a holiday comes to or leaves while it is being saved. */
export function savingMarks(edits: readonly OwnEdit[], dates: readonly string[]): ReadonlySet<string> {
  const saving = edits.filter(({ seq }) => seq === null);
  return new Set(
    saving.flatMap(({ recurring, holidays }) => {
      const rules = [recurring?.before ?? [], recurring?.after ?? []].flat().map(recurringDayTest);
      const isOn = (date: string) => rules.some((test) => test(dayNumber(date)));
      const changed = holidays === undefined ? [] : [...addedBy(holidays), ...leftBy(holidays)];
      return [...dates.filter(isOn).map(recurringMark), ...changed.map(({ date }) => holidayMark(date))];
    }),
  );
}
