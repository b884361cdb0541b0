import { createTemplate, deleteTemplate, type Template } from '@openslot/shared/contracts/templates';
import { addDays } from '@openslot/shared/time/local-date';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { dateRange } from '../calendar/date-texts.ts';
import { useSchedule } from '../schedule-context.ts';
import { UNDO_MS } from '../undo.ts';

/** New hours have no last date of their own: they are the same only if these had none, or the next ones end them. */
function comesBack({ effectiveTo }: Template, left: readonly Template[]): boolean {
  return effectiveTo === null || left.some(({ effectiveFrom }) => effectiveFrom === addDays(effectiveTo, 1));
}

/** The first date on which removed hours no longer count: what is over stays (SL4). */
export function removedFrom({ effectiveFrom }: Template, today: string): string {
  return effectiveFrom > today ? effectiveFrom : today;
}

interface Outcomes {
  readonly onRemoved: (templates: readonly Template[]) => void;
  readonly onRefused: (problem: ApiProblem) => void;
}

/** Removes weekly hours and offers to undo it where that brings back the same. */
export function useRemoveTemplate({ onRemoved, onRefused }: Outcomes) {
  const { doctor, today, write } = useSchedule();
  const { api, stores } = useServices();
  const { show } = stores.toasts.getState();
  const params = { doctorId: doctor.id };

  const restore = async (template: Template): Promise<void> => {
    const body = { effectiveFrom: removedFrom(template, today), windows: template.windows };
    const outcome = await write.run((decisions) =>
      api.call(createTemplate, { params, body: { ...body, decisions } }),
    );
    if (outcome.kind === 'saved') {
      show({ tone: 'success', title: 'Weekly hours restored' });
    } else {
      const text = outcome.kind === 'refused' ? outcome.problem.title : 'Booked visits need a decision';
      show({ tone: 'error', title: 'Not restored', text: `${text}.` });
    }
  };

  return async (template: Template): Promise<void> => {
    const { id, version } = template;
    const outcome = await write.run((decisions) =>
      api.call(deleteTemplate, { params: { ...params, templateId: id }, body: { version, decisions } }),
    );
    if (outcome.kind === 'refused') {
      onRefused(outcome.problem);
    }
    if (outcome.kind === 'saved') {
      const { templates } = outcome.value;
      const first = removedFrom(template, today);
      const undo = { durationMs: UNDO_MS, action: { label: 'Undo', run: () => void restore(template) } };
      show({
        title: 'Weekly hours removed',
        text: `from ${dateRange(first, first)} on`,
        ...(comesBack(template, templates) && undo),
      });
      onRemoved(templates);
    }
  };
}
