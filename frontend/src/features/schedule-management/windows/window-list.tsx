import { Button, Stack, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { newKey } from './row-key.ts';
import type { VisitTypeChoice } from './visit-type-choices.ts';
import { type WindowChange, type WindowErrors, type WindowRow, windowHints } from './window-checks.ts';
import { WindowFields } from './window-fields.tsx';
import { suggestedTimes } from './window-rows.ts';

interface Props<Row extends WindowRow> {
  /** What the windows belong to, for screen readers: `Monday`. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** The windows of the weekday before, which may run into these. */
  readonly dayBefore?: readonly WindowRow[];
  /** The visit types a window can be for; left out where every window is for all. */
  readonly types?: readonly VisitTypeChoice[];
  readonly errors: ReadonlyMap<string, WindowErrors>;
  readonly onChange: (key: string, change: WindowChange) => void;
  readonly onRemove: (key: string) => void;
  readonly onAdd: () => void;
}

/** The windows of one day, with what is wrong or worth knowing about each. */
export function WindowList<Row extends WindowRow>({
  name,
  rows,
  dayBefore = [],
  types = [],
  errors,
  ...actions
}: Props<Row>) {
  const hints = windowHints(rows, dayBefore);
  return (
    <Stack gap="sm" align="flex-start">
      {rows.map((row, index) => (
        <WindowFields
          key={row.key}
          row={row}
          name={`${name}, window ${index + 1}`}
          types={types}
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
