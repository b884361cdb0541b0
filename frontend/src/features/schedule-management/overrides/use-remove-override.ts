import { type Override, removeOverride, setOverride } from '@openslot/shared/contracts/overrides';
import { useServices } from '../../../app/services-context.ts';
import { formatLocalDateLong } from '../../../lib/format.ts';
import type { ScheduleWrite } from '../../../sync/use-schedule-write.ts';
import { UNDO_MS } from '../undo.ts';
import { inputOfOverride } from './override-draft.ts';

/** Goes back to the weekly hours on a date and offers to undo it, which sets the same override again. */
export function useRemoveOverride(doctorId: string, write: ScheduleWrite) {
  const { api, stores } = useServices();
  const { show } = stores.toasts.getState();

  const restore = async (override: Override): Promise<void> => {
    const outcome = await write.run((decisions) =>
      api.call(setOverride, { params: { doctorId }, body: { ...inputOfOverride(override), decisions } }),
    );
    const text = formatLocalDateLong(override.date);
    if (outcome.kind === 'saved') {
      show({ tone: 'success', title: 'Date override restored', text });
    } else {
      const why = outcome.kind === 'refused' ? outcome.problem.title : 'Visits on this date need a decision';
      show({ tone: 'error', title: 'Not restored', text: `${text}: ${why}.` });
    }
  };

  return async (override: Override): Promise<void> => {
    const outcome = await write.run((decisions) =>
      api.call(removeOverride, {
        params: { doctorId, overrideId: override.id },
        body: { version: override.version, decisions },
      }),
    );
    if (outcome.kind === 'saved') {
      show({
        title: 'Weekly hours apply again',
        text: formatLocalDateLong(override.date),
        durationMs: UNDO_MS,
        action: { label: 'Undo', run: () => void restore(override) },
      });
    } else if (outcome.kind === 'refused') {
      const { code, title, detail } = outcome.problem;
      const text = code === 'stale_version' ? 'Look at the new version and remove it again.' : (detail ?? '');
      show({ tone: 'error', title, text });
    }
  };
}
