import { Button, Stack, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { newKey } from './row-key.ts';
import { type WindowChange, type WindowErrors, type WindowRow, windowHints } from './window-checks.ts';
import { WindowFields } from './window-fields.tsx';
import { suggestedTimes } from './window-rows.ts';

interface Props<Row extends WindowRow> {
  /** What the windows belong to, for screen readers: `Monday`. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly errors: ReadonlyMap<string, WindowErrors>;
  readonly onChange: (key: string, change: WindowChange) => void;
  readonly onRemove: (key: string) => void;
  readonly onAdd: () => void;
}

/** The windows of one day, with what is wrong or worth knowing about each. */
export function WindowList<Row extends WindowRow>({ name, rows, errors, ...actions }: Props<Row>) {
  const hints = windowHints(rows);
  return (
    <Stack gap="xs" align="flex-start">
      {rows.map((row, index) => (
        <WindowFields
          key={row.key}
          row={row}
          name={`${name}, window ${index + 1}`}
          errors={errors.get(row.key)}
          hint={hints.get(row.key)}
          onChange={(change) => actions.onChange(row.key, change)}
          onRemove={() => actions.onRemove(row.key)}
        />
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={actions.onAdd}
      >
        <span>
          Add window<VisuallyHidden> on {name}</VisuallyHidden>
        </span>
      </Button>
    </Stack>
  );
}

/** One more row after these. */
export function withAddedRow(rows: readonly WindowRow[]): WindowRow[] {
  return [...rows, { key: newKey(), ...suggestedTimes(rows), maxSessions: null }];
}
