import { ActionIcon, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { VisitTypeChoice } from './visit-type-choices.ts';
import type { WindowChange, WindowErrors, WindowRow } from './window-checks.ts';
import { WindowTypes } from './window-types.tsx';
import classes from './windows.module.css';

interface Props {
  readonly row: WindowRow;
  /** What the window belongs to, for screen readers: `Monday, window 1`. */
  readonly name: string;
  /** The visit types it can be for; none: that is not asked. */
  readonly types: readonly VisitTypeChoice[];
  readonly errors: WindowErrors | undefined;
  readonly hint: string | undefined;
  readonly onChange: (change: WindowChange) => void;
  readonly onRemove: () => void;
}

/** Start, end, cap and visit types of one window, with what is wrong beside the field it is about. */
export function WindowFields({ row, name, types, errors, hint, onChange, onRemove }: Props) {
  return (
    <Stack gap={2} className={classes.window}>
      <div className={classes.fields}>
        <TextInput
          type="time"
          step={300}
          className={classes.from}
          aria-label={`${name}, from`}
          value={row.start}
          error={errors?.start}
          onChange={(event) => onChange({ start: event.currentTarget.value })}
        />
        <Text component="span" c="dimmed" className={classes.dash} aria-hidden>
          –
        </Text>
        <TextInput
          type="time"
          step={300}
          className={classes.to}
          aria-label={`${name}, to`}
          value={row.end}
          error={errors?.end}
          onChange={(event) => onChange({ end: event.currentTarget.value })}
        />
        <NumberInput
          className={classes.limit}
          aria-label={`${name}, at most so many visits`}
          placeholder="No visit limit"
          prefix="At most "
          suffix={row.maxSessions === 1 ? ' visit' : ' visits'}
          hideControls
          allowDecimal={false}
          allowNegative={false}
          value={row.maxSessions ?? ''}
          error={errors?.maxSessions}
          onChange={(value) => onChange({ maxSessions: value === '' ? null : Number(value) })}
        />
        {(types.length > 1 || row.visitTypeIds !== undefined) && (
          <WindowTypes
            name={name}
            value={row.visitTypeIds}
            choices={types}
            error={errors?.visitTypeIds}
            onChange={(visitTypeIds) => onChange({ visitTypeIds })}
          />
        )}
        <ActionIcon
          variant="subtle"
          color="red"
          size={36}
          className={classes.remove}
          aria-label={`Remove ${name}`}
          onClick={onRemove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </div>
      {hint !== undefined && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Stack>
  );
}
