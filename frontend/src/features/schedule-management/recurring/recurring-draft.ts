import type {
  RecurringOverride,
  RecurringOverrideInput,
} from '@openslot/shared/contracts/recurring-overrides';
import { parseRecurrence } from '@openslot/shared/slots/recurrence-rule';
import { nextDates } from '@openslot/shared/slots/recurring-dates';
import { SlotInputError } from '@openslot/shared/slots/slot-input-error';
import { dayOfWeek } from '@openslot/shared/time/local-date';
import { newKey } from '../windows/row-key.ts';
import type { WindowRow } from '../windows/window-checks.ts';
import { rowOf, windowOf } from '../windows/window-rows.ts';

/** The form of a recurring override. `custom`: a rule from elsewhere that these fields cannot say; it is kept as it is. */
export interface RecurringDraft {
  readonly pattern: 'weekly' | 'monthly' | 'yearly' | 'custom';
  readonly rule: string;
  readonly interval: number;
  readonly dayOfWeek: number;
  /** Which one of the month; -1 the last. */
  readonly ordinal: number;
  readonly startsOn: string;
  readonly ends: 'never' | 'until' | 'count';
  readonly until: string;
  readonly count: number;
  readonly excludedDates: readonly string[];
  readonly closed: boolean;
  readonly rows: readonly WindowRow[];
  readonly reason: string;
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Every week on the weekday of a date, closed. */
export function newRecurringDraft(today: string): RecurringDraft {
  return {
    pattern: 'weekly',
    rule: '',
    interval: 1,
    dayOfWeek: dayOfWeek(today),
    ordinal: 1,
    startsOn: today,
    ends: 'never',
    until: '',
    count: 10,
    excludedDates: [],
    closed: true,
    rows: [{ key: newKey(), start: '09:00', end: '17:00', maxSessions: null }],
    reason: '',
  };
}

/** The rule that the fields say. */
export function ruleOf(draft: RecurringDraft): string {
  if (draft.pattern === 'custom') {
    return draft.rule;
  }
  const day = WEEKDAYS[draft.dayOfWeek] ?? 'MO';
  const parts = {
    weekly: `FREQ=WEEKLY;INTERVAL=${draft.interval};BYDAY=${day}`,
    monthly: `FREQ=MONTHLY;INTERVAL=${draft.interval};BYDAY=${draft.ordinal}${day}`,
    yearly: `FREQ=YEARLY;INTERVAL=${draft.interval}`,
  };
  const ends = {
    never: '',
    until: `;UNTIL=${draft.until.replaceAll('-', '')}`,
    count: `;COUNT=${draft.count}`,
  };
  return `${parts[draft.pattern]}${ends[draft.ends]}`;
}

/** Opens with what is saved; a rule that the fields would not say word for word in meaning stays `custom`. */
export function draftOfRecurring(saved: RecurringOverride): RecurringDraft {
  const { frequency, interval, weekdays, months, until, count, weekStart } = parseRecurrence(saved.rule);
  const [day] = weekdays;
  const fresh = newRecurringDraft(saved.startsOn);
  const isPlain = weekdays.length <= 1 && months.length === 0 && weekStart === 1;
  const fits =
    isPlain &&
    (frequency === 'WEEKLY' ||
      (frequency === 'MONTHLY' && typeof day?.ordinal === 'number') ||
      (frequency === 'YEARLY' && day === undefined));
  const patterns = { WEEKLY: 'weekly', MONTHLY: 'monthly', YEARLY: 'yearly' } as const;
  return {
    ...fresh,
    pattern: fits ? patterns[frequency] : 'custom',
    rule: saved.rule,
    interval,
    dayOfWeek: day?.dayOfWeek ?? fresh.dayOfWeek,
    ordinal: day?.ordinal ?? 1,
    ends: until === null ? (count === null ? 'never' : 'count') : 'until',
    until: until ?? '',
    count: count ?? fresh.count,
    excludedDates: saved.excludedDates,
    closed: saved.windows.length === 0,
    rows: saved.windows.length === 0 ? fresh.rows : saved.windows.map(rowOf),
    reason: saved.reason ?? '',
  };
}

/** As it is sent. */
export function inputOfRecurring(draft: RecurringDraft): RecurringOverrideInput {
  const reason = draft.reason.trim();
  return {
    rule: ruleOf(draft),
    startsOn: draft.startsOn,
    excludedDates: [...draft.excludedDates],
    windows: draft.closed ? [] : draft.rows.map(windowOf),
    reason: reason === '' ? null : reason,
  };
}

/** The next ten dates from a date on; null while the fields say no rule. */
export function previewOf(draft: RecurringDraft, today: string): string[] | null {
  try {
    return nextDates(
      { rule: ruleOf(draft), startsOn: draft.startsOn, excludedDates: draft.excludedDates },
      today,
    );
  } catch (error) {
    if (error instanceof SlotInputError) {
      return null;
    }
    throw error;
  }
}
