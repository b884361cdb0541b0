import {
  createRecurringOverride,
  type RecurringOverride,
  removeRecurringOverride,
} from '@openslot/shared/contracts/recurring-overrides';
import { useServices } from '../../../app/services-context.ts';
import { overrideHours } from '../overrides/override-texts.ts';
import { useSchedule } from '../schedule-context.ts';
import { UNDO_MS } from '../undo.ts';

/** What people know it by: its reason, or its hours. */
export function recurringName(item: RecurringOverride): string {
  return item.reason ?? overrideHours(item);
}

/**
 * Removes at once and offers to undo it, which adds the same one again: saved last, it comes before others of its dates
 * (SL5).
 */
export function useRemoveRecurring() {
  const { doctor, write } = useSchedule();
  const { api, stores } = useServices();
  const { show } = stores.toasts.getState();

  const restore = async (item: RecurringOverride): Promise<void> => {
    const { rule, startsOn, excludedDates, windows, reason } = item;
    const again = { rule, startsOn, excludedDates, windows, reason };
    const outcome = await write.run((decisions) =>
      api.call(createRecurringOverride, { params: { doctorId: doctor.id }, body: { ...again, decisions } }),
    );
    const text = recurringName(item);
    if (outcome.kind === 'saved') {
      show({ tone: 'success', title: 'Recurring override restored', text });
    } else {
      const why = outcome.kind === 'refused' ? outcome.problem.title : 'Visits on its dates need a decision';
      show({ tone: 'error', title: 'Not restored', text: `${text}: ${why}.` });
    }
  };

  return async (item: RecurringOverride): Promise<void> => {
    const outcome = await write.run((decisions) =>
      api.call(removeRecurringOverride, {
        params: { doctorId: doctor.id, recurringOverrideId: item.id },
        body: { version: item.version, decisions },
      }),
    );
    if (outcome.kind === 'saved') {
      show({
        title: 'Recurring override removed',
        text: recurringName(item),
        durationMs: UNDO_MS,
        action: { label: 'Undo', run: () => void restore(item) },
      });
    } else if (outcome.kind === 'refused') {
      const { code, title, detail } = outcome.problem;
      const text = code === 'stale_version' ? 'Look at the new version and remove it again.' : (detail ?? '');
      show({ tone: 'error', title, text });
    }
  };
}
