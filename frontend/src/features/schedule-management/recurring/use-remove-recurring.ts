import {
  createRecurringOverride,
  RecurringOverride,
  removeRecurringOverride,
} from '@openslot/shared/contracts/recurring-overrides';
import { useServices } from '../../../app/services-context.ts';
import { currentOf } from '../../../lib/problem-fields.ts';
import { notRemoved } from '../pending/not-removed.ts';
import { recurringToBe } from '../pending/own-recurring.ts';
import { useSchedule } from '../schedule-context.ts';
import { UNDO_MS } from '../undo.ts';
import { recurringLines, recurringName } from './recurring-texts.ts';

/**
 * Removes at once and offers to undo it, which adds the same one again: saved last, it comes before others of its dates
 * (SL5).
 */
export function useRemoveRecurring() {
  const { doctor, today, write, own } = useSchedule();
  const { api, stores } = useServices();
  const { show } = stores.toasts.getState();

  const restore = async (item: RecurringOverride): Promise<void> => {
    const { rule, startsOn, excludedDates, windows, reason } = item;
    const again = { rule, startsOn, excludedDates, windows, reason };
    const outcome = await own.during(
      { recurring: { before: null, after: recurringToBe(again, today, null) } },
      () =>
        write.run((decisions) =>
          api.call(createRecurringOverride, {
            params: { doctorId: doctor.id },
            body: { ...again, decisions },
          }),
        ),
      ({ recurringOverride }) => ({ recurring: { before: null, after: recurringOverride } }),
    );
    const text = recurringName(item);
    if (outcome.kind === 'saved') {
      show({ tone: 'success', title: 'Recurring override restored', text });
    } else {
      const why = outcome.kind === 'refused' ? outcome.problem.title : 'Visits on its dates need a decision';
      show({ tone: 'error', title: 'Not restored', text: `${text}: ${why}.` });
    }
  };

  const remove = async (item: RecurringOverride): Promise<void> => {
    const gone = { recurring: { before: item, after: null } };
    const outcome = await own.during(
      gone,
      () =>
        write.run((decisions) =>
          api.call(removeRecurringOverride, {
            params: { doctorId: doctor.id, recurringOverrideId: item.id },
            body: { version: item.version, decisions },
          }),
        ),
      () => gone,
    );
    if (outcome.kind === 'saved') {
      show({
        title: 'Recurring override removed',
        text: recurringName(item),
        durationMs: UNDO_MS,
        action: { label: 'Undo', run: () => void restore(item) },
      });
    } else if (outcome.kind === 'refused') {
      const current = currentOf(outcome.problem, RecurringOverride);
      const now = current && recurringLines(current).join(', ');
      show(notRemoved(outcome.problem, now, () => current !== undefined && void remove(current)));
    }
  };
  return remove;
}
