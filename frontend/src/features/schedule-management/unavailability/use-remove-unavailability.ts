import type { Doctor } from '@openslot/shared/contracts/doctors';
import {
  markUnavailable,
  removeUnavailability,
  Unavailability,
} from '@openslot/shared/contracts/unavailability';
import { useServices } from '../../../app/services-context.ts';
import { currentOf } from '../../../lib/problem-fields.ts';
import type { ScheduleWrite } from '../../../sync/use-schedule-write.ts';
import { notRemoved } from '../pending/not-removed.ts';
import { unavailabilityToBe } from '../pending/own-edits.ts';
import type { OwnEdits } from '../pending/use-own-edits.ts';
import { UNDO_MS } from '../undo.ts';
import { inputOfUnavailability } from './unavailability-draft.ts';
import { periodText } from './unavailability-texts.ts';

/** Removes at once and offers to undo it, which marks the same period again. */
export function useRemoveUnavailability(doctor: Doctor, write: ScheduleWrite, own: OwnEdits) {
  const { api, stores } = useServices();
  const { id: doctorId, timeZone } = doctor;
  const { show } = stores.toasts.getState();

  const restore = async (item: Unavailability): Promise<void> => {
    const input = inputOfUnavailability(item);
    const outcome = await own.during(
      { unavailability: [unavailabilityToBe(input, timeZone, null)] },
      () =>
        write.run((decisions) =>
          api.call(markUnavailable, { params: { doctorId }, body: { ...input, decisions } }),
        ),
      ({ unavailability }) => ({ unavailability: [unavailability] }),
    );
    if (outcome.kind === 'saved') {
      show({ tone: 'success', title: 'Unavailability restored', text: periodText(item) });
    } else {
      const why = outcome.kind === 'refused' ? outcome.problem.title : 'Visits in this time need a decision';
      show({ tone: 'error', title: 'Not restored', text: `${why}. Mark the time again in the calendar.` });
    }
  };

  const remove = async (item: Unavailability): Promise<void> => {
    const gone = { removed: [item.id] };
    const outcome = await own.during(
      gone,
      () =>
        write.run(() =>
          api.call(removeUnavailability, {
            params: { doctorId, unavailabilityId: item.id },
            body: { version: item.version },
          }),
        ),
      () => gone,
    );
    if (outcome.kind === 'saved') {
      show({
        title: 'Unavailability removed',
        text: periodText(item),
        durationMs: UNDO_MS,
        action: { label: 'Undo', run: () => void restore(item) },
      });
    } else if (outcome.kind === 'refused') {
      const current = currentOf(outcome.problem, Unavailability);
      const now = current && [periodText(current), current.reason].filter((text) => text !== null).join(', ');
      show(notRemoved(outcome.problem, now, () => current !== undefined && void remove(current)));
    }
  };
  return remove;
}
