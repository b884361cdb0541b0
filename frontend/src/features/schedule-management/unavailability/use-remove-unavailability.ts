import {
  markUnavailable,
  removeUnavailability,
  type Unavailability,
} from '@openslot/shared/contracts/unavailability';
import { useServices } from '../../../app/services-context.ts';
import type { ScheduleWrite } from '../../../sync/use-schedule-write.ts';
import { UNDO_MS } from '../undo.ts';
import { inputOfUnavailability } from './unavailability-draft.ts';
import { periodText } from './unavailability-texts.ts';

/** Removes at once and offers to undo it, which marks the same period again. */
export function useRemoveUnavailability(doctorId: string, write: ScheduleWrite) {
  const { api, stores } = useServices();
  const { show } = stores.toasts.getState();

  const restore = async (item: Unavailability): Promise<void> => {
    const outcome = await write.run((decisions) =>
      api.call(markUnavailable, {
        params: { doctorId },
        body: { ...inputOfUnavailability(item), decisions },
      }),
    );
    if (outcome.kind === 'saved') {
      show({ tone: 'success', title: 'Unavailability restored', text: periodText(item) });
    } else {
      const why = outcome.kind === 'refused' ? outcome.problem.title : 'Visits in this time need a decision';
      show({ tone: 'error', title: 'Not restored', text: `${why}. Mark the time again in the calendar.` });
    }
  };

  return async (item: Unavailability): Promise<void> => {
    const outcome = await write.run(() =>
      api.call(removeUnavailability, {
        params: { doctorId, unavailabilityId: item.id },
        body: { version: item.version },
      }),
    );
    if (outcome.kind === 'saved') {
      show({
        title: 'Unavailability removed',
        text: periodText(item),
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
