import { Button, Checkbox, Group, Pill, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import type { Override } from '@openslot/shared/contracts/overrides';
import type { FormEvent } from 'react';
import { formatLocalDateLong, formatLocalDateShort } from '../../../lib/format.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleAlert } from '../../../ui/stale-alert.tsx';
import { timeText } from '../calendar/date-texts.ts';
import type { Aside } from '../pending/aside.ts';
import { useSchedule } from '../schedule-context.ts';
import { WindowList, withAddedRow } from '../windows/window-list.tsx';
import type { OvernightTail } from './overnight-tail.ts';
import type { OverrideDraft } from './override-draft.ts';
import { OverridePreview } from './override-preview.tsx';
import { overrideHours } from './override-texts.ts';
import { useOverrideForm } from './use-override-form.ts';

interface Props {
  readonly dates: readonly string[];
  /** Overrides these dates have already. */
  readonly present: readonly Override[];
  /** Evenings before that run into these dates. */
  readonly tails: readonly OvernightTail[];
  readonly entered: OverrideDraft | undefined;
  readonly onDirty: () => void;
  readonly onSaving: () => Aside;
  readonly onRemove: (override: Override) => void;
  readonly onClose: () => void;
  /** Closes too, but asks first when something was entered. */
  readonly onCancel: () => void;
}

function Dates({ dates }: { dates: readonly string[] }) {
  const [only] = dates;
  if (only !== undefined && dates.length === 1) {
    return <Text fw={600}>{formatLocalDateLong(only)}</Text>;
  }
  return (
    <Pill.Group>
      {dates.map((date) => (
        <Pill key={date}>{formatLocalDateShort(date)}</Pill>
      ))}
    </Pill.Group>
  );
}

interface TailsProps {
  readonly tails: readonly OvernightTail[];
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Says that an evening before stays open into a date, and offers to block it. */
function Tails({ tails, checked, onChange }: TailsProps) {
  const list = tails.map(({ date, until }) => `${formatLocalDateShort(date)} until ${timeText(until)}`);
  return (
    <Checkbox
      label="Block the early hours too"
      description={`The evening before runs over midnight and stays open: ${list.join(', ')}.`}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

/** Closes dates or gives them other hours; their weekly hours do not count then. */
export function OverrideForm({ onDirty, onRemove, onClose, onCancel, ...props }: Props) {
  const { write } = useSchedule();
  const { dates, present, tails } = props;
  const form = useOverrideForm(props);
  const { draft, errors, theirs } = form;
  const [existing] = present;
  const set = (change: Partial<typeof draft>) => {
    form.setDraft({ ...draft, ...change });
    onDirty();
  };
  const block = (blockTails: boolean) => {
    form.setBlockTails(blockTails);
    onDirty();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.save();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Dates dates={draft.dates} />
        {theirs !== undefined && (
          <StaleAlert
            theirs={
              theirs === null
                ? []
                : [
                    `${formatLocalDateLong(theirs.date)}: ${overrideHours(theirs)}`,
                    theirs.reason ?? 'No reason given',
                  ]
            }
            removed={theirs === null}
            busy={write.busy}
            onLoadTheirs={() => (theirs === null ? onClose() : form.loadTheirs(theirs))}
            onSaveMine={() => void form.saveOver()}
          />
        )}
        {theirs === undefined && <ProblemAlert problem={form.problem} shown={['overrides/0/reason']} />}
        <SegmentedControl
          aria-label="What happens on this date"
          value={draft.closed ? 'closed' : 'hours'}
          onChange={(value) => set({ closed: value === 'closed' })}
          data={[
            { value: 'closed', label: 'Closed' },
            { value: 'hours', label: 'Other hours' },
          ]}
        />
        {!draft.closed && (
          <WindowList
            name={dates.length === 1 ? 'this date' : 'these dates'}
            rows={draft.rows}
            errors={errors.rows}
            onChange={(key, change) =>
              set({ rows: draft.rows.map((row) => (row.key === key ? { ...row, ...change } : row)) })
            }
            onRemove={(key) => set({ rows: draft.rows.filter((row) => row.key !== key) })}
            onAdd={() => set({ rows: withAddedRow(draft.rows) })}
          />
        )}
        {errors.windows !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {errors.windows}
          </Text>
        )}
        {tails.length > 0 && <Tails tails={tails} checked={form.blockTails} onChange={block} />}
        <TextInput
          label="Reason"
          description="Seen by staff only, never by patients."
          maxLength={200}
          value={draft.reason}
          error={errors.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        {form.previewed !== null && <OverridePreview overrides={form.previewed} />}
        <Group justify="space-between" mt="xs">
          {existing !== undefined && dates.length === 1 ? (
            <Button variant="subtle" color="red" onClick={() => onRemove(existing)}>
              Use weekly hours
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
            <Button type="submit" loading={write.busy}>
              Save
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
