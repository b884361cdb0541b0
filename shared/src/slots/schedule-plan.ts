import { dayNumber } from '../time/local-date.ts';
import { type ZoneTable, zoneTable } from '../time/zone-table.ts';
import { recurringDayTest } from './recurring-dates.ts';
import type {
  AvailabilityTemplate,
  DateOverride,
  HoursWindow,
  RecurringOverride,
  Schedule,
} from './slot-types.ts';

/** What decided the hours of a date (SL5): `override` is a one-off one, `none` stands where no template is in force. */
export type HoursSource = 'override' | 'holiday' | 'recurring' | 'template' | 'none';

/** The hours of one local day before they become instants. */
export interface DayPlan {
  readonly source: HoursSource;
  /**
   * A template's hours of the whole week: leave out those with another `dayOfWeek`. A list for each weekday would cost
   * a question about one day more than all of its windows.
   */
  readonly windows: readonly (HoursWindow & { readonly dayOfWeek?: number })[];
}

interface WeekTemplate {
  readonly from: number;
  readonly to: number;
  readonly hours: DayPlan;
}

interface RecurringHours {
  readonly isOn: (day: number) => boolean;
  readonly hours: DayPlan;
}

/** A checked schedule, indexed by day number. */
export interface SchedulePlan {
  readonly zone: ZoneTable;
  /** Latest first. */
  readonly templates: readonly WeekTemplate[];
  readonly overrides: ReadonlyMap<number, DayPlan>;
  readonly holidays: ReadonlySet<number>;
  /** Saved last first. */
  readonly recurring: readonly RecurringHours[];
}

const NO_TEMPLATE: DayPlan = { source: 'none', windows: [] };
const HOLIDAY: DayPlan = { source: 'holiday', windows: [] };

// Most doctors have none of these, and an empty index made for each question costs more than it answers.
const NO_OVERRIDES: SchedulePlan['overrides'] = new Map();
const NO_HOLIDAYS: SchedulePlan['holidays'] = new Set();
const NO_RECURRING: SchedulePlan['recurring'] = [];

/** What tells two recurring overrides apart, whatever the order of their lists. */
function textOf({ startsOn, rule, excludedDates = [], windows }: RecurringOverride): string {
  const hours = windows.map(({ start, end, maxSessions = 0 }) => `${start}-${end}/${maxSessions}`);
  return [startsOn, rule, ...[...excludedDates].sort(), ...hours.sort()].join(' ');
}

/** SL5: saved last first; of two saved at once the one that starts later, then by their texts. */
function compareRecurring(a: RecurringOverride, b: RecurringOverride): number {
  return b.savedAt - a.savedAt || (textOf(a) < textOf(b) ? 1 : -1);
}

function recurringHours(override: RecurringOverride): RecurringHours {
  return { isOn: recurringDayTest(override), hours: { source: 'recurring', windows: override.windows } };
}

function weekTemplate({ effectiveFrom, effectiveTo, windows }: AvailabilityTemplate): WeekTemplate {
  return {
    from: dayNumber(effectiveFrom),
    to: effectiveTo === undefined ? Number.POSITIVE_INFINITY : dayNumber(effectiveTo),
    hours: { source: 'template', windows },
  };
}

function overrideEntry({ date, windows }: DateOverride): [number, DayPlan] {
  return [dayNumber(date), { source: 'override', windows }];
}

/** Indexes a schedule that has been checked. */
export function schedulePlan(schedule: Schedule): SchedulePlan {
  const { templates, overrides, holidays, recurringOverrides: recurring = [] } = schedule;
  return {
    zone: zoneTable(schedule.timeZone),
    templates: templates.map(weekTemplate).sort((a, b) => b.from - a.from),
    overrides: overrides.length === 0 ? NO_OVERRIDES : new Map(overrides.map(overrideEntry)),
    holidays: holidays.length === 0 ? NO_HOLIDAYS : new Set(holidays.map(dayNumber)),
    recurring:
      recurring.length === 0 ? NO_RECURRING : [...recurring].sort(compareRecurring).map(recurringHours),
  };
}

/** The weekly hours of a day as if nothing replaced them (SL4). */
export function weeklyPlanOf(plan: SchedulePlan, day: number): DayPlan {
  for (const template of plan.templates) {
    if (template.from <= day) {
      return template.to < day ? NO_TEMPLATE : template.hours;
    }
  }
  return NO_TEMPLATE;
}

/** The hours of a day as if it had neither a one-off override nor a holiday: a recurring override's, or the weekly ones. */
export function recurringPlanOf(plan: SchedulePlan, day: number): DayPlan {
  for (const recurring of plan.recurring) {
    if (recurring.isOn(day)) {
      return recurring.hours;
    }
  }
  return weeklyPlanOf(plan, day);
}

/** SL5: a one-off override beats a holiday, a holiday beats a recurring override, and that beats the template. */
export function dayPlanOf(plan: SchedulePlan, day: number): DayPlan {
  const override = plan.overrides.get(day);
  if (override) {
    return override;
  }
  return plan.holidays.has(day) ? HOLIDAY : recurringPlanOf(plan, day);
}
