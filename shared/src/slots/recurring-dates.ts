import { RRuleTemporal } from 'rrule-temporal';
import { dateOfDay, dayNumber, type LocalDate } from '../time/local-date.ts';
import { DAY_MS } from '../time/zone-table.ts';
import { checkDate, checkInteger, checkList, checkListedDate, refuseUnless } from './check-values.ts';
import { parseRecurrence } from './recurrence-rule.ts';
import type { RecurringDates } from './slot-types.ts';

/**
 * Days are looked up in stretches of this length, computed when first asked for and kept: a rule costs the library
 * a fraction of a millisecond, a lookup nanoseconds, and every question about a schedule asks for the same days.
 */
const STRETCH_DAYS = 366;
const MAX_RULES = 1_024;
const FIRST_DATE = '1900-01-01';
/** No question reaches further than some days after 2199. */
const HORIZON = dayNumber('2200-12-31');
const MAX_NEXT_DATES = 1_000;

/** The days of one rule, without its excluded dates. */
interface RuleDays {
  readonly firstDay: number;
  /** No day later than this is one. */
  readonly lastDay: number;
  readonly stretch: (index: number) => ReadonlySet<number>;
}

const known = new Map<string, RuleDays>();

/**
 * A rule's days are asked of the library as dates at midnight UTC, where every day has 24 hours: no zone and no
 * clock change can move one.
 */
function daysByStretch(rule: string, startsOn: LocalDate): RuleDays['stretch'] {
  // COUNT is applied here: the library walks from the start for each question about a rule that has one.
  const pattern = rule.replace(/(?:^|;)COUNT=\d+/, '').replace(/^;/, '');
  const start = `DTSTART;VALUE=DATE:${startsOn.replaceAll('-', '')}`;
  const library = new RRuleTemporal({ rruleString: `${start}\nRRULE:${pattern}` });
  const stretches = new Map<number, ReadonlySet<number>>();
  return (index) => {
    const found = stretches.get(index);
    if (found) {
      return found;
    }
    const [from, to] = [index * STRETCH_DAYS, (index + 1) * STRETCH_DAYS - 1];
    const dates = library.between(new Date(from * DAY_MS), new Date(to * DAY_MS), true);
    const days = new Set(dates.map((date) => date.epochMilliseconds / DAY_MS));
    stretches.set(index, days);
    return days;
  };
}

function dayOfCount(stretch: RuleDays['stretch'], firstDay: number, count: number): number {
  let left = count;
  for (let index = Math.floor(firstDay / STRETCH_DAYS); index * STRETCH_DAYS <= HORIZON; index++) {
    const days = stretch(index);
    if (days.size >= left) {
      return [...days][left - 1] ?? HORIZON;
    }
    left -= days.size;
  }
  return HORIZON;
}

/** Parses and checks on first sight. @throws SlotInputError with a pointer `/rule` or `/startsOn` */
function ruleDays({ rule, startsOn }: RecurringDates): RuleDays {
  const key = `${startsOn} ${rule}`;
  const found = known.get(key);
  if (found) {
    return found;
  }
  const { until, count } = parseRecurrence(rule);
  checkDate(startsOn, '/startsOn');
  refuseUnless(startsOn >= FIRST_DATE && dayNumber(startsOn) <= HORIZON, 'out_of_range', '/startsOn');
  refuseUnless(until === null || until >= startsOn, 'recurrence_end', '/rule');
  const stretch = daysByStretch(rule, startsOn);
  const firstDay = dayNumber(startsOn);
  const end = until === null ? HORIZON : Math.min(dayNumber(until), HORIZON);
  const days = { firstDay, lastDay: count === null ? end : dayOfCount(stretch, firstDay, count), stretch };
  const [oldest] = known.keys();
  if (known.size >= MAX_RULES && oldest !== undefined) {
    known.delete(oldest);
  }
  known.set(key, days);
  return days;
}

/**
 * Checks a rule with its start and its excluded dates (SL16).
 *
 * @throws SlotInputError with a pointer to `/rule`, `/startsOn` or `/excludedDates/…`
 */
export function checkRecurringDates(recurring: RecurringDates): void {
  ruleDays(recurring);
  if (recurring.excludedDates !== undefined) {
    checkList('/excludedDates', recurring.excludedDates, checkListedDate);
  }
}

/** A test for day numbers: is it one of these dates? Expects checked dates. */
export function recurringDayTest(recurring: RecurringDates): (day: number) => boolean {
  const { firstDay, lastDay, stretch } = ruleDays(recurring);
  const excluded = new Set(recurring.excludedDates?.map(dayNumber));
  return (day) =>
    day >= firstDay &&
    day <= lastDay &&
    !excluded.has(day) &&
    stretch(Math.floor(day / STRETCH_DAYS)).has(day);
}

/**
 * The next dates of a recurring override on or after a local date, for previews: at most `count`, fewer when the
 * rule ends or the year 2200 is over.
 *
 * @throws SlotInputError for a bad rule, start, excluded date, `from` or `count` (1 to 1,000)
 */
export function nextDates(recurring: RecurringDates, from: LocalDate, count = 10): LocalDate[] {
  checkRecurringDates(recurring);
  checkDate(from, '/from');
  checkInteger(count, 1, MAX_NEXT_DATES, '/count');
  const { firstDay, lastDay, stretch } = ruleDays(recurring);
  const first = Math.max(dayNumber(from), firstDay);
  const isOne = recurringDayTest(recurring);
  const dates: LocalDate[] = [];
  for (let index = Math.floor(first / STRETCH_DAYS); index * STRETCH_DAYS <= lastDay; index++) {
    for (const day of stretch(index)) {
      if (day >= first && isOne(day)) {
        dates.push(dateOfDay(day));
        if (dates.length === count) {
          return dates;
        }
      }
    }
  }
  return dates;
}
