import type { Decisions } from '@openslot/shared/contracts/common';
import {
  createRecurringOverride,
  RecurringOverride,
  updateRecurringOverride,
} from '@openslot/shared/contracts/recurring-overrides';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { currentOf } from '../../../lib/problem-fields.ts';
import { type Aside, notSaved } from '../pending/aside.ts';
import { recurringToBe } from '../pending/own-recurring.ts';
import { useSchedule } from '../schedule-context.ts';
import { windowErrors } from '../windows/window-checks.ts';
import {
  draftOfRecurring,
  inputOfRecurring,
  newRecurringDraft,
  previewOf,
  type RecurringDraft,
} from './recurring-draft.ts';

export interface RecurringFormOptions {
  /** The one to change; null: a new one. */
  readonly item: RecurringOverride | null;
  /** What was entered before; otherwise the form begins with what is saved. */
  readonly entered: RecurringDraft | undefined;
  readonly onSaving: () => Aside;
}

/** State and saving of the form of a recurring override. */
export function useRecurringForm({ item, entered, onSaving }: RecurringFormOptions) {
  const { doctor, today, write, own, open } = useSchedule();
  const { api, stores } = useServices();
  const [seen, setSeen] = useState(item);
  const [draft, setDraft] = useState(
    () => entered ?? (item === null ? newRecurringDraft(today) : draftOfRecurring(item)),
  );
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [checked, setChecked] = useState(false);
  const rowErrors = draft.closed ? new Map() : windowErrors(draft.rows);
  const dates = previewOf(draft, today);

  const save = async (over: RecurringOverride | null) => {
    setChecked(true);
    if (dates === null || rowErrors.size > 0 || (!draft.closed && draft.rows.length === 0)) {
      return;
    }
    const input = inputOfRecurring(draft);
    const params = { doctorId: doctor.id };
    const send = (decisions: Decisions) =>
      over === null
        ? api.call(createRecurringOverride, { params, body: { ...input, decisions } })
        : api.call(updateRecurringOverride, {
            params: { ...params, recurringOverrideId: over.id },
            body: { ...input, version: over.version, decisions },
          });
    const aside = onSaving();
    const outcome = await own.during(
      { recurring: { before: over, after: recurringToBe(input, today, over) } },
      () => write.run(send),
      ({ recurringOverride }) => ({ recurring: { before: over, after: recurringOverride } }),
    );
    if (outcome.kind === 'saved') {
      aside.done();
      return;
    }
    setProblem(outcome.kind === 'refused' ? outcome.problem : null);
    if (!aside.comeBack()) {
      const run = () => open({ kind: 'recurring', item: over, draft });
      stores.toasts.getState().show(notSaved(outcome, run));
    }
  };

  const load = (theirs: RecurringOverride) => {
    setSeen(theirs);
    setDraft(draftOfRecurring(theirs));
    setProblem(null);
  };
  return {
    draft,
    set: (change: Partial<RecurringDraft>) => setDraft({ ...draft, ...change }),
    dates,
    problem,
    checked,
    rowErrors,
    theirs: currentOf(problem, RecurringOverride),
    isGone: problem?.code === 'not_found' && seen !== null,
    load,
    save,
    saveMine: () => save(seen),
  };
}
