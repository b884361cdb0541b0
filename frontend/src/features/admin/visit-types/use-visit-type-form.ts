import { createVisitType, updateVisitType, VisitType } from '@openslot/shared/contracts/visit-types';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../../lib/api-error.ts';
import { currentOf, fieldErrorsOf } from '../../../lib/problem-fields.ts';
import {
  draftOfVisitType,
  NEW_VISIT_TYPE,
  type VisitTypeDraft,
  visitTypeErrors,
  visitTypeInput,
} from './visit-type-draft.ts';

/** State and saving of a visit type. `type` null adds one. */
export function useVisitTypeForm(type: VisitType | null, onSaved: (saved: VisitType) => void) {
  const { api } = useServices();
  const [draft, setDraft] = useState(type === null ? NEW_VISIT_TYPE : draftOfVisitType(type));
  const [base, setBase] = useState(type);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const found = checked ? visitTypeErrors(draft) : {};
  const theirs = currentOf(problem, VisitType);

  const send = (over: VisitType | null) => {
    const input = visitTypeInput(draft);
    return over === null
      ? api.call(createVisitType, { body: input })
      : api.call(updateVisitType, {
          params: { visitTypeId: over.id },
          body: { ...input, version: over.version, active: draft.active },
        });
  };
  const save = async (over: VisitType | null) => {
    setChecked(true);
    if (Object.keys(visitTypeErrors(draft)).length > 0) {
      return;
    }
    setProblem(null);
    setBusy(true);
    try {
      onSaved((await send(over)).visitType);
    } catch (error) {
      setProblem(toApiError(error).problem);
    } finally {
      setBusy(false);
    }
  };
  return {
    draft,
    set: (change: Partial<VisitTypeDraft>) => setDraft({ ...draft, ...change }),
    errors: { ...fieldErrorsOf(problem), ...found } as Readonly<Record<string, string>>,
    problem,
    theirs,
    busy,
    save: () => save(base),
    saveOverTheirs: () => save(theirs ?? base),
    loadTheirs: () => {
      if (theirs !== undefined) {
        setBase(theirs);
        setDraft(draftOfVisitType(theirs));
        setProblem(null);
      }
    },
  };
}
