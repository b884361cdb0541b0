import { Override, setOverrides } from '@openslot/shared/contracts/overrides';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { currentOf, fieldErrorsOf } from '../../../lib/problem-fields.ts';
import { useSchedule } from '../schedule-context.ts';
import { type WindowErrors, windowErrors } from '../windows/window-checks.ts';
import { type OverrideDraft, overrideDraft, overrideInputs, versionsOf } from './override-draft.ts';

const REASON_MAX = 200;

function mergedErrors(draft: OverrideDraft, problem: ApiProblem | null, checked: boolean) {
  const server = fieldErrorsOf(problem);
  const rows = new Map<string, WindowErrors>(checked && !draft.closed ? windowErrors(draft.rows) : []);
  for (const [index, row] of draft.rows.entries()) {
    const [start, end] = ['start', 'end'].map((field) => server[`overrides/0/windows/${index}/${field}`]);
    if ((start !== undefined || end !== undefined) && !rows.has(row.key)) {
      rows.set(row.key, { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) });
    }
  }
  const isEmpty = checked && !draft.closed && draft.rows.length === 0;
  return {
    rows,
    windows: isEmpty ? 'Add a window, or choose "Closed"' : undefined,
    reason:
      draft.reason.trim().length > REASON_MAX
        ? 'Must have at most 200 characters'
        : server['overrides/0/reason'],
  };
}

/** State and saving of the override form. `present` are the overrides seen on its dates when it was opened. */
export function useOverrideForm(dates: readonly string[], present: readonly Override[], onSaved: () => void) {
  const { doctor, write } = useSchedule();
  const { api } = useServices();
  const [draft, setDraft] = useState(() => overrideDraft(dates, present));
  const [versions, setVersions] = useState(() => versionsOf(present));
  const [checked, setChecked] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const errors = mergedErrors(draft, problem, checked);

  const save = async (seen: ReadonlyMap<string, number>) => {
    setChecked(true);
    const found = mergedErrors(draft, null, true);
    if (found.rows.size > 0 || found.windows !== undefined || found.reason !== undefined) {
      return;
    }
    const outcome = await write.run((decisions) =>
      api.call(setOverrides, {
        params: { doctorId: doctor.id },
        body: { overrides: overrideInputs(draft, seen), decisions },
      }),
    );
    if (outcome.kind === 'saved') {
      onSaved();
    } else if (outcome.kind === 'refused') {
      setProblem(outcome.problem);
    }
  };

  const theirs = currentOf(problem, Override.nullable());
  /** The versions to write over: theirs where the answer tells it. A removed override has none. */
  const overTheirs = (): ReadonlyMap<string, number> => {
    const known = new Map(versions);
    if (theirs === null) {
      // The answer does not name the date whose override is gone; its text does.
      const gone = draft.dates.find((date) => problem?.detail?.includes(date) === true);
      known.delete(gone ?? draft.dates[0] ?? '');
    } else if (theirs !== undefined) {
      known.set(theirs.date, theirs.version);
    }
    return known;
  };
  const saveOver = () => {
    const seen = overTheirs();
    setVersions(new Map(seen));
    return save(seen);
  };
  const loadTheirs = (override: Override) => {
    setDraft(overrideDraft([override.date], [override]));
    setVersions(versionsOf([override]));
    setProblem(null);
  };
  return { draft, setDraft, errors, problem, theirs, save: () => save(versions), saveOver, loadTheirs };
}
