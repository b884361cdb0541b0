import type { TemplateEdit } from '@openslot/shared/contracts/hours-preview';
import { createTemplate, Template, updateTemplate } from '@openslot/shared/contracts/templates';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { currentOf, fieldErrorsOf } from '../../../lib/problem-fields.ts';
import { useSchedule } from '../schedule-context.ts';
import { draftOfTemplate, newDraft, sameHours, type TemplateDraft, windowsToSend } from './template-draft.ts';
import { isSendable, templateErrors, withServerErrors } from './template-errors.ts';
import { mineOnTheirs } from './template-merge.ts';

interface Options {
  /** What the form starts from. */
  readonly initial: TemplateDraft;
  /** The template as it was last read; null for hours that were not saved yet. */
  readonly live: Template | null;
  readonly onSaved: (templates: readonly Template[], saved: Template | undefined) => void;
}

/** What is edited begins today at the earliest: hours that have begun keep their past (SL4). */
export function editable(template: Template, today: string): TemplateDraft {
  return draftOfTemplate(template, template.effectiveFrom > today ? template.effectiveFrom : today);
}

function editOf(draft: TemplateDraft): TemplateEdit {
  const { id, version, effectiveFrom } = draft;
  const seen = id === null || version === null ? {} : { templateId: id, version };
  return { ...seen, effectiveFrom, windows: windowsToSend(draft) };
}

/**
 * The weekly hours being edited. What somebody else saves meanwhile replaces the form as long as nothing was
 * changed in it; otherwise the input stays and `theirs` is what to choose from.
 */
export function useTemplateForm({ initial, live, onSaved }: Options) {
  const { doctor, today, write, own } = useSchedule();
  const { api, stores } = useServices();
  const [base, setBase] = useState(initial);
  const [draft, setDraft] = useState(initial);
  const [checked, setChecked] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const dirty = !sameHours(base, draft);

  const reset = (fresh: TemplateDraft) => {
    setBase(fresh);
    setDraft(fresh);
    setProblem(null);
    setChecked(false);
  };
  const isNewer = live !== null && base.version !== null && live.version > base.version;
  if (isNewer && !dirty) {
    reset(editable(live, today));
  }
  const theirs = currentOf(problem, Template) ?? (isNewer && dirty ? live : undefined);
  const isGone = problem?.code === 'not_found' && draft.id !== null;

  const send = (
    id: string | null,
    version: number | null,
    decisions: Parameters<Parameters<typeof write.run>[0]>[0],
  ) => {
    const body = { effectiveFrom: draft.effectiveFrom, windows: windowsToSend(draft), decisions };
    return id === null || version === null
      ? api.call(createTemplate, { params: { doctorId: doctor.id }, body })
      : api.call(updateTemplate, {
          params: { doctorId: doctor.id, templateId: id },
          body: { ...body, version },
        });
  };

  const save = async (id: string | null, version: number | null): Promise<boolean> => {
    setChecked(true);
    setProblem(null);
    if (!isSendable(templateErrors(draft, today))) {
      return false;
    }
    // Only the server knows what the past keeps of it (SL4): nothing is shown of it before, but that it is being saved.
    const outcome = await own.during(
      {},
      () => write.run((decisions) => send(id, version, decisions)),
      () => ({}),
    );
    if (outcome.kind === 'refused') {
      setProblem(outcome.problem);
    }
    if (outcome.kind !== 'saved') {
      return false;
    }
    const { templates } = outcome.value;
    const saved = templates.find((template) =>
      id === null ? template.effectiveFrom === draft.effectiveFrom : template.id === id,
    );
    const fresh =
      saved === undefined ? newDraft(draft.effectiveFrom, windowsToSend(draft)) : editable(saved, today);
    setBase(fresh);
    // What was typed while it was being saved is the next change.
    setDraft((now) => (now === draft ? fresh : { ...now, id: fresh.id, version: fresh.version }));
    setProblem(null);
    setChecked(false);
    stores.toasts.getState().show({ title: 'Weekly hours saved', tone: 'success' });
    onSaved(templates, saved);
    return true;
  };

  const canPreview = theirs === undefined && !isGone && isSendable(templateErrors(draft, today));
  const local = checked ? templateErrors(draft, today) : { effectiveFrom: undefined, rows: new Map() };
  return {
    base,
    draft,
    dirty,
    problem,
    theirs,
    isGone,
    errors: withServerErrors(local, draft, fieldErrorsOf(problem)),
    edit: setDraft,
    /** The edit to preview; null while there is none, or none that could be saved. */
    previewed: canPreview && (dirty || draft.id === null) ? editOf(draft) : null,
    discard: () => reset(base),
    loadTheirs: () => theirs !== undefined && reset(editable(theirs, today)),
    /** Their version with what was changed here, still to be saved. */
    mergeTheirs: () => {
      if (theirs !== undefined) {
        const fresh = editable(theirs, today);
        setBase(fresh);
        setDraft(mineOnTheirs(base, draft, fresh));
        setProblem(null);
      }
    },
    save: () => save(draft.id, draft.version),
    saveOverTheirs: () => save(isGone ? null : draft.id, isGone ? null : (theirs?.version ?? draft.version)),
  };
}
