import { ActionIcon, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { WindowChange, WindowErrors, WindowRow } from './window-checks.ts';
import classes from './windows.module.css';

interface Props {
  readonly row: WindowRow;
  /** What the window belongs to, for screen readers: `Monday, window 1`. */
  readonly name: string;
  readonly errors: WindowErrors | undefined;
  readonly hint: string | undefined;
  readonly onChange: (change: WindowChange) => void;
  readonly onRemove: () => void;
}

/** Start, end and cap of one window, with what is wrong beside the field it is about. */
export function WindowFields({ row, name, errors, hint, onChange, onRemove }: Props) {
  return (
    <Stack gap={2}>
      <Group gap="xs" align="flex-start">
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <TextInput
            type="time"
            step={300}
            className={classes.time}
            aria-label={`${name}, from`}
            value={row.start}
            error={errors?.start}
            onChange={(event) => onChange({ start: event.currentTarget.value })}
          />
          <Text component="span" c="dimmed" pt={6} aria-hidden>
            –
          </Text>
          <TextInput
            type="time"
            step={300}
            className={classes.time}
            aria-label={`${name}, to`}
            value={row.end}
            error={errors?.end}
            onChange={(event) => onChange({ end: event.currentTarget.value })}
          />
        </Group>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <NumberInput
            className={classes.limit}
            aria-label={`${name}, at most so many visits`}
            placeholder="No visit limit"
            prefix="At most "
            suffix=" visits"
            hideControls
            allowDecimal={false}
            allowNegative={false}
            value={row.maxSessions ?? ''}
            error={errors?.maxSessions}
            onChange={(value) => onChange({ maxSessions: value === '' ? null : Number(value) })}
          />
          <ActionIcon variant="subtle" color="red" size={36} aria-label={`Remove ${name}`} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </Group>
      {hint !== undefined && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Stack>
  );
}
