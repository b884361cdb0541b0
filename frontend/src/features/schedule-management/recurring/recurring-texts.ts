import type { RecurringOverride } from '@openslot/shared/contracts/recurring-overrides';
import { formatLocalDateShort } from '../../../lib/format.ts';
import { overrideHours } from '../overrides/override-texts.ts';

const LISTED_DATES = 4;

/** What people know it by: its reason, or its hours. */
export function recurringName(item: RecurringOverride): string {
  return item.reason ?? overrideHours(item);
}

/** The first few of its next dates; the form shows them all. */
export function nextDatesText({ nextDates }: RecurringOverride): string {
  if (nextDates.length === 0) {
    return 'No dates are left';
  }
  const listed = nextDates.slice(0, LISTED_DATES).map(formatLocalDateShort).join(', ');
  return `Next: ${listed}${nextDates.length > LISTED_DATES ? ' …' : ''}`;
}

/** What it says, a line each. */
export function recurringLines(item: RecurringOverride): string[] {
  return [nextDatesText(item), overrideHours(item), item.reason ?? 'No reason given'];
}
