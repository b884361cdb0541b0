import { Override, setOverrides } from '@openslot/shared/contracts/overrides';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { formatLocalDateLong } from '../../../lib/format.ts';
import { currentOf, fieldErrorsOf } from '../../../lib/problem-fields.ts';
import { type Aside, notSaved } from '../pending/aside.ts';
import { overridesToBe } from '../pending/own-edits.ts';
import { useSchedule } from '../schedule-context.ts';
import { serverWindowErrors, type WindowErrors, windowErrors } from '../windows/window-checks.ts';
import { blockOfTail, type OvernightTail } from './overnight-tail.ts';
import { type OverrideDraft, overrideDraft, overrideInputs, versionsOf } from './override-draft.ts';

const REASON_MAX = 200;

function mergedErrors(draft: OverrideDraft, problem: ApiProblem | null, checked: boolean) {
  const server = fieldErrorsOf(problem);
  const rows = new Map<string, WindowErrors>(checked && !draft.closed ? windowErrors(draft.rows) : []);
  for (const [index, row] of draft.rows.entries()) {
    const found = serverWindowErrors(server, `overrides/0/windows/${index}`);
    if (found !== undefined && !rows.has(row.key)) {
      rows.set(row.key, found);
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

interface Options {
  readonly dates: readonly string[];
  /** The overrides seen on these dates when the form was opened. */
  readonly present: readonly Override[];
  readonly tails: readonly OvernightTail[];
  /** What was entered before; otherwise the form begins with what the dates have. */
  readonly entered: OverrideDraft | undefined;
  readonly onSaving: () => Aside;
}

/** State and saving of the override form. */
export function useOverrideForm({ dates, present, tails, entered, onSaving }: Options) {
  const { doctor, write, own, open } = useSchedule();
  const { api, stores } = useServices();
  const [blockTails, setBlockTails] = useState(false);
  const [draft, setDraft] = useState(() => entered ?? overrideDraft(dates, present));
  const [versions, setVersions] = useState(() => versionsOf(present));
  const [checked, setChecked] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const errors = mergedErrors(draft, problem, checked);

  /** The override is saved by then: what goes wrong here is told and can be done by hand. */
  const block = async () => {
    const reason = draft.reason.trim() === '' ? null : draft.reason.trim();
    for (const tail of tails) {
      const outcome = await write.run((decisions) =>
        api.call(markUnavailable, {
          params: { doctorId: doctor.id },
          body: { ...blockOfTail(tail, reason), decisions },
        }),
      );
      if (outcome.kind === 'refused') {
        const text = `${formatLocalDateLong(tail.date)}: ${outcome.problem.title}`;
        stores.toasts.getState().show({ tone: 'error', title: 'The early hours stay open', text });
      }
    }
  };

  const save = async (seen: ReadonlyMap<string, number>) => {
    setChecked(true);
    const found = mergedErrors(draft, null, true);
    if (found.rows.size > 0 || found.windows !== undefined || found.reason !== undefined) {
      return;
    }
    const inputs = overrideInputs(draft, seen);
    const aside = onSaving();
    const outcome = await own.during(
      { overrides: overridesToBe(inputs) },
      () =>
        write.run((decisions) =>
          api.call(setOverrides, { params: { doctorId: doctor.id }, body: { overrides: inputs, decisions } }),
        ),
      ({ overrides }) => ({ overrides }),
    );
    if (outcome.kind === 'saved') {
      aside.done();
      if (blockTails) {
        await block();
      }
      return;
    }
    setProblem(outcome.kind === 'refused' ? outcome.problem : null);
    if (!aside.comeBack()) {
      stores.toasts.getState().show(notSaved(outcome, () => open({ kind: 'override', dates, draft })));
    }
  };

  const theirs = currentOf(problem, Override.nullable());
  /** The versions to write over: theirs where the answer tells it. A removed override has none. */
  const overTheirs = (): ReadonlyMap<string, number> => {
    const known = new Map(versions);
    if (theirs === null) {
      known.delete(typeof problem?.date === 'string' ? problem.date : '');
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
  const canPreview = theirs === undefined && mergedErrors(draft, null, true).rows.size === 0;
  const isEmpty = !draft.closed && draft.rows.length === 0;
  return {
    /** What would be saved, for the preview; null while it could not be. The reason changes nothing. */
    previewed: canPreview && !isEmpty ? overrideInputs({ ...draft, reason: '' }, versions) : null,
    draft,
    setDraft,
    blockTails,
    setBlockTails,
    errors,
    problem,
    theirs,
    save: () => save(versions),
    saveOver,
    loadTheirs,
  };
}
