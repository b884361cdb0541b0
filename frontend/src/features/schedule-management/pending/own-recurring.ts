import type {
  RecurringOverride,
  RecurringOverrideInput,
} from '@openslot/shared/contracts/recurring-overrides';
import { nextDates } from '@openslot/shared/slots/recurring-dates';
import { isAhead, type OwnEdit } from './own-edits.ts';

/**
 * A list that was read at `shownSeq`, the later saved first, with the own changes it cannot know of yet. One that is
 * being removed stays: only the server knows what its dates go back to.
 */
export function withOwnRecurring(
  known: readonly RecurringOverride[],
  shownSeq: number,
  edits: readonly OwnEdit[],
): RecurringOverride[] {
  return edits
    .filter((edit) => isAhead(edit, shownSeq))
    .reduce<RecurringOverride[]>(
      (items, { recurring, seq }) => {
        if (recurring === undefined || (recurring.after === null && seq === null)) {
          return items;
        }
        const { before, after } = recurring;
        const others = items.filter(({ id }) => id !== before?.id && id !== after?.id);
        return after === null ? others : [after, ...others];
      },
      [...known],
    );
}

/** The recurring override as the server will have it; `before` is the one that is changed. */
export function recurringToBe(
  input: RecurringOverrideInput,
  today: string,
  before: RecurringOverride | null,
): RecurringOverride {
  const { rule, startsOn, excludedDates, windows, reason } = input;
  return {
    id: before?.id ?? `new ${startsOn} ${rule} ${reason}`,
    version: (before?.version ?? 0) + 1,
    rule,
    startsOn,
    excludedDates,
    windows,
    reason,
    nextDates: nextDates({ rule, startsOn, excludedDates }, today),
  };
}
