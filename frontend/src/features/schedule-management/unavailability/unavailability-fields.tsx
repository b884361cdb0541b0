import { SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import {
  type UnavailabilityDraft,
  type UnavailabilityErrors,
  withStartDate,
} from './unavailability-draft.ts';

interface Props {
  readonly draft: UnavailabilityDraft;
  readonly errors: UnavailabilityErrors;
  readonly onChange: (draft: UnavailabilityDraft) => void;
}

/** The fields of an unavailability: whole days or hours, from and to, and why. */
export function UnavailabilityFields({ draft, errors, onChange }: Props) {
  const set = (change: Partial<UnavailabilityDraft>) => onChange({ ...draft, ...change });
  return (
    <Stack>
      <Switch
        label="Whole days"
        checked={draft.allDay}
        onChange={(event) => set({ allDay: event.currentTarget.checked })}
      />
      <SimpleGrid cols={draft.allDay ? { base: 1, xs: 2 } : 2} spacing="sm" verticalSpacing="sm">
        <TextInput
          type="date"
          label={draft.allDay ? 'First day' : 'From date'}
          required
          data-autofocus
          value={draft.startDate}
          error={errors.startDate}
          onChange={(event) => onChange(withStartDate(draft, event.currentTarget.value))}
        />
        {!draft.allDay && (
          <TextInput
            type="time"
            step={300}
            label="From time"
            required
            value={draft.startTime}
            error={errors.startTime}
            onChange={(event) => set({ startTime: event.currentTarget.value })}
          />
        )}
        <TextInput
          type="date"
          label={draft.allDay ? 'Last day' : 'To date'}
          required
          min={draft.startDate}
          value={draft.endDate}
          error={errors.endDate}
          onChange={(event) => set({ endDate: event.currentTarget.value })}
        />
        {!draft.allDay && (
          <TextInput
            type="time"
            step={300}
            label="To time"
            required
            value={draft.endTime}
            error={errors.endTime}
            onChange={(event) => set({ endTime: event.currentTarget.value })}
          />
        )}
      </SimpleGrid>
      <TextInput
        label="Reason"
        description="Seen by staff only, never by patients."
        maxLength={200}
        value={draft.reason}
        error={errors.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </Stack>
  );
}
