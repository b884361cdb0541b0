import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { fieldErrorsOf } from '../../../lib/problem-fields.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleAlert } from '../../../ui/stale-alert.tsx';
import { useSchedule } from '../schedule-context.ts';
import { WindowList, withAddedRow } from '../windows/window-list.tsx';
import { NextDates } from './next-dates.tsx';
import type { RecurringDraft } from './recurring-draft.ts';
import { RecurringFields } from './recurring-fields.tsx';
import { recurringLines } from './recurring-texts.ts';
import { type RecurringFormOptions, useRecurringForm } from './use-recurring-form.ts';

interface Props extends RecurringFormOptions {
  readonly onDirty: () => void;
  readonly onClose: () => void;
  /** Closes too, but asks first when something was entered. */
  readonly onCancel: () => void;
}

/** Closes the dates of a rule or gives them other hours, and shows the next ten before anything is saved. */
export function RecurringForm({ onDirty, onClose, onCancel, ...options }: Props) {
  const { write } = useSchedule();
  const form = useRecurringForm(options);
  const { draft, dates, problem, checked, theirs, isGone } = form;
  const set = (change: Partial<RecurringDraft>) => {
    form.set(change);
    onDirty();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.saveMine();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {(theirs !== undefined || isGone) && (
          <StaleAlert
            theirs={theirs === undefined ? [] : recurringLines(theirs)}
            removed={isGone}
            busy={write.busy}
            onLoadTheirs={() => (theirs === undefined ? onClose() : form.load(theirs))}
            onSaveMine={() => void form.save(theirs ?? null)}
          />
        )}
        {theirs === undefined && !isGone && <ProblemAlert problem={problem} />}
        <RecurringFields draft={draft} errors={fieldErrorsOf(problem)} onChange={set} />
        <NextDates draft={draft} dates={dates} onChange={set} />
        <SegmentedControl
          aria-label="What happens on these dates"
          value={draft.closed ? 'closed' : 'hours'}
          onChange={(value) => set({ closed: value === 'closed' })}
          data={[
            { value: 'closed', label: 'Closed' },
            { value: 'hours', label: 'Other hours' },
          ]}
        />
        {!draft.closed && (
          <WindowList
            name="these dates"
            rows={draft.rows}
            errors={checked ? form.rowErrors : new Map()}
            onChange={(key, change) =>
              set({ rows: draft.rows.map((row) => (row.key === key ? { ...row, ...change } : row)) })
            }
            onRemove={(key) => set({ rows: draft.rows.filter((row) => row.key !== key) })}
            onAdd={() => set({ rows: withAddedRow(draft.rows) })}
          />
        )}
        {checked && !draft.closed && draft.rows.length === 0 && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            Add a window, or choose "Closed"
          </Text>
        )}
        <TextInput
          label="Reason"
          description="Seen by staff only, never by patients."
          maxLength={200}
          value={draft.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={write.busy} disabled={dates === null}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
