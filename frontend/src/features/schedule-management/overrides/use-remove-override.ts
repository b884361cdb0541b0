import { Override, removeOverride, setOverride } from '@openslot/shared/contracts/overrides';
import { useServices } from '../../../app/services-context.ts';
import { formatLocalDateLong } from '../../../lib/format.ts';
import { currentOf } from '../../../lib/problem-fields.ts';
import type { ScheduleWrite } from '../../../sync/use-schedule-write.ts';
import { notRemoved } from '../pending/not-removed.ts';
import { overridesToBe } from '../pending/own-edits.ts';
import type { OwnEdits } from '../pending/use-own-edits.ts';
import { UNDO_MS } from '../undo.ts';
import { inputOfOverride } from './override-draft.ts';
import { overrideHours } from './override-texts.ts';

/** Goes back to the weekly hours on a date and offers to undo it, which sets the same override again. */
export function useRemoveOverride(doctorId: string, write: ScheduleWrite, own: OwnEdits) {
  const { api, stores } = useServices();
  const { show } = stores.toasts.getState();

  const restore = async (override: Override): Promise<void> => {
    const input = inputOfOverride(override);
    const outcome = await own.during(
      { overrides: overridesToBe([input]) },
      () =>
        write.run((decisions) =>
          api.call(setOverride, { params: { doctorId }, body: { ...input, decisions } }),
        ),
      ({ overrides }) => ({ overrides }),
    );
    const text = formatLocalDateLong(override.date);
    if (outcome.kind === 'saved') {
      show({ tone: 'success', title: 'Date override restored', text });
    } else {
      const why = outcome.kind === 'refused' ? outcome.problem.title : 'Visits on this date need a decision';
      show({ tone: 'error', title: 'Not restored', text: `${text}: ${why}.` });
    }
  };

  const remove = async (override: Override): Promise<void> => {
    const outcome = await own.during(
      { leaving: [override.id] },
      () =>
        write.run((decisions) =>
          api.call(removeOverride, {
            params: { doctorId, overrideId: override.id },
            body: { version: override.version, decisions },
          }),
        ),
      () => ({ removed: [override.id] }),
    );
    if (outcome.kind === 'saved') {
      show({
        title: 'Weekly hours apply again',
        text: formatLocalDateLong(override.date),
        durationMs: UNDO_MS,
        action: { label: 'Undo', run: () => void restore(override) },
      });
    } else if (outcome.kind === 'refused') {
      const current = currentOf(outcome.problem, Override);
      const now =
        current && [overrideHours(current), current.reason].filter((text) => text !== null).join(', ');
      show(notRemoved(outcome.problem, now, () => current !== undefined && void remove(current)));
    }
  };
  return remove;
}
