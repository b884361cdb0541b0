import { Button, Group, Pill, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import {
  createRecurringOverride,
  RecurringOverride,
  updateRecurringOverride,
} from '@openslot/shared/contracts/recurring-overrides';
import { type FormEvent, useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { formatLocalDateLong, formatLocalDateShort } from '../../../lib/format.ts';
import { currentOf, fieldErrorsOf } from '../../../lib/problem-fields.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleAlert } from '../../../ui/stale-alert.tsx';
import { overrideHours } from '../overrides/override-texts.ts';
import { useSchedule } from '../schedule-context.ts';
import { windowErrors } from '../windows/window-checks.ts';
import { WindowList, withAddedRow } from '../windows/window-list.tsx';
import {
  draftOfRecurring,
  inputOfRecurring,
  newRecurringDraft,
  previewOf,
  type RecurringDraft,
} from './recurring-draft.ts';
import { RecurringFields } from './recurring-fields.tsx';

interface Props {
  /** The one to change; null: a new one. */
  readonly item: RecurringOverride | null;
  readonly onDirty: () => void;
  readonly onClose: () => void;
  /** Closes too, but asks first when something was entered. */
  readonly onCancel: () => void;
}

function useRecurringForm(item: RecurringOverride | null, onSaved: () => void) {
  const { doctor, today, write } = useSchedule();
  const { api } = useServices();
  const [seen, setSeen] = useState(item);
  const [draft, setDraft] = useState(() =>
    item === null ? newRecurringDraft(today) : draftOfRecurring(item),
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
    const outcome = await write.run((decisions) =>
      over === null
        ? api.call(createRecurringOverride, { params, body: { ...input, decisions } })
        : api.call(updateRecurringOverride, {
            params: { ...params, recurringOverrideId: over.id },
            body: { ...input, version: over.version, decisions },
          }),
    );
    if (outcome.kind === 'saved') {
      onSaved();
    } else if (outcome.kind === 'refused') {
      setProblem(outcome.problem);
    }
  };
  const load = (theirs: RecurringOverride) => {
    setSeen(theirs);
    setDraft(draftOfRecurring(theirs));
    setProblem(null);
  };
  const set = (change: Partial<RecurringDraft>) => setDraft({ ...draft, ...change });
  return { draft, set, dates, problem, checked, rowErrors, load, save, saveMine: () => save(seen) };
}

/** Closes the dates of a rule or gives them other hours, and shows the next ten before anything is saved. */
export function RecurringForm({ item, onDirty, onClose, onCancel }: Props) {
  const { write } = useSchedule();
  const form = useRecurringForm(item, onClose);
  const { draft, dates, problem, checked } = form;
  const set = (change: Partial<RecurringDraft>) => {
    form.set(change);
    onDirty();
  };
  const theirs = currentOf(problem, RecurringOverride);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.saveMine();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {theirs === undefined ? (
          <ProblemAlert problem={problem} />
        ) : (
          <StaleAlert
            theirs={[theirs.rule, overrideHours(theirs), theirs.reason ?? 'No reason given']}
            busy={write.busy}
            onLoadTheirs={() => form.load(theirs)}
            onSaveMine={() => void form.save(theirs)}
          />
        )}
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

interface NextDatesProps {
  readonly draft: RecurringDraft;
  readonly dates: readonly string[] | null;
  readonly onChange: (change: Partial<RecurringDraft>) => void;
}

/** The dates the rule comes to; each can be left out, and taken back. */
function NextDates({ draft, dates, onChange }: NextDatesProps) {
  const { excludedDates } = draft;
  if (dates === null) {
    return <Text size="sm">Fill in when it repeats to see the next dates.</Text>;
  }
  return (
    <div>
      <Text size="sm" fw={500}>
        {dates.length === 0 ? 'No dates are left.' : 'Next dates'}
      </Text>
      <Pill.Group aria-label="Next dates" role="group">
        {dates.map((date) => (
          <Pill
            key={date}
            withRemoveButton
            removeButtonProps={{
              'aria-label': `Leave out ${formatLocalDateLong(date)}`,
              tabIndex: 0,
              'aria-hidden': false,
            }}
            onRemove={() => onChange({ excludedDates: [...excludedDates, date].sort() })}
          >
            {formatLocalDateShort(date)} {date.slice(0, 4)}
          </Pill>
        ))}
      </Pill.Group>
      {excludedDates.length > 0 && (
        <Group gap="xs" mt="xs">
          <Text size="sm">Left out: {excludedDates.map(formatLocalDateShort).join(', ')}</Text>
          <Button variant="subtle" size="compact-sm" onClick={() => onChange({ excludedDates: [] })}>
            Take all back
          </Button>
        </Group>
      )}
    </div>
  );
}
