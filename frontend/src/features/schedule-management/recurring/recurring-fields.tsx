import { NumberInput, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { dayName, WEEK } from '../templates/template-draft.ts';
import type { RecurringDraft } from './recurring-draft.ts';

interface Props {
  readonly draft: RecurringDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<RecurringDraft>) => void;
}

const PATTERNS = [
  { value: 'weekly', label: 'On a weekday' },
  { value: 'monthly', label: 'On a weekday of the month' },
  { value: 'yearly', label: 'Once a year' },
];
const ORDINALS = [
  { value: '1', label: 'First' },
  { value: '2', label: 'Second' },
  { value: '3', label: 'Third' },
  { value: '4', label: 'Fourth' },
  { value: '5', label: 'Fifth' },
  { value: '-1', label: 'Last' },
];
const ENDS = [
  { value: 'never', label: 'For ever' },
  { value: 'until', label: 'Until a date' },
  { value: 'count', label: 'A number of times' },
];
const UNITS = { weekly: 'weeks', monthly: 'months', yearly: 'years' };

/** When the override repeats: how often, on what, from when and until when. */
export function RecurringFields({ draft, errors, onChange }: Props) {
  const { pattern } = draft;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
      {pattern === 'custom' ? (
        <Text size="sm">Repeats by the rule {draft.rule}</Text>
      ) : (
        <>
          <Select
            label="Repeats"
            allowDeselect={false}
            data={PATTERNS}
            value={pattern}
            onChange={(value) => onChange({ pattern: (value ?? 'weekly') as RecurringDraft['pattern'] })}
          />
          <NumberInput
            label={`Every how many ${UNITS[pattern]}`}
            min={1}
            max={999}
            allowDecimal={false}
            value={draft.interval}
            error={errors.rule}
            onChange={(value) => onChange({ interval: Number(value) })}
          />
        </>
      )}
      {pattern === 'monthly' && (
        <Select
          label="Which one"
          allowDeselect={false}
          data={ORDINALS}
          value={String(draft.ordinal)}
          onChange={(value) => onChange({ ordinal: Number(value) })}
        />
      )}
      {(pattern === 'weekly' || pattern === 'monthly') && (
        <Select
          label="Weekday"
          allowDeselect={false}
          data={WEEK.map((day) => ({ value: String(day), label: dayName(day) }))}
          value={String(draft.dayOfWeek)}
          onChange={(value) => onChange({ dayOfWeek: Number(value) })}
        />
      )}
      <TextInput
        type="date"
        label={pattern === 'yearly' ? 'Date' : 'From'}
        required
        value={draft.startsOn}
        error={errors.startsOn}
        onChange={(event) => onChange({ startsOn: event.currentTarget.value })}
      />
      {pattern !== 'custom' && (
        <Select
          label="How long"
          allowDeselect={false}
          data={ENDS}
          value={draft.ends}
          onChange={(value) => onChange({ ends: (value ?? 'never') as RecurringDraft['ends'] })}
        />
      )}
      {pattern !== 'custom' && draft.ends === 'until' && (
        <TextInput
          type="date"
          label="Until"
          required
          min={draft.startsOn}
          value={draft.until}
          onChange={(event) => onChange({ until: event.currentTarget.value })}
        />
      )}
      {pattern !== 'custom' && draft.ends === 'count' && (
        <NumberInput
          label="Times"
          min={1}
          max={999}
          allowDecimal={false}
          value={draft.count}
          onChange={(value) => onChange({ count: Number(value) })}
        />
      )}
    </SimpleGrid>
  );
}
