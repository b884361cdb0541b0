import { Button, Checkbox, Popover, Radio, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { typesText, type VisitTypeChoice, withGoneTypes } from './visit-type-choices.ts';
import classes from './windows.module.css';

interface Props {
  /** `Monday, window 1`. */
  readonly name: string;
  /** Absent: all visit types. */
  readonly value: readonly string[] | undefined;
  readonly choices: readonly VisitTypeChoice[];
  readonly error: string | undefined;
  readonly onChange: (value: string[] | undefined) => void;
}

/** Which visit types a window is for: all of them, or chosen ones. */
export function WindowTypes({ name, value, choices, error, onChange }: Props) {
  const all = withGoneTypes(choices, value);
  return (
    <div className={classes.types}>
      <Popover position="bottom-start" trapFocus returnFocus shadow="md" withinPortal>
        <Popover.Target>
          <Button
            variant="default"
            fullWidth
            justify="space-between"
            fw={400}
            px="xs"
            className={classes.typesButton}
            data-invalid={error !== undefined || undefined}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            <VisuallyHidden>{name}, for </VisuallyHidden>
            <span className={classes.typesText}>{typesText(choices, value)}</span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="sm">
            <Radio.Group
              label={`${name} is for`}
              value={value === undefined ? 'all' : 'chosen'}
              onChange={(kind) => onChange(kind === 'all' ? undefined : [])}
            >
              <Stack gap={6} mt="xs">
                <Radio value="all" label="All visit types" />
                <Radio value="chosen" label="Only these:" />
              </Stack>
            </Radio.Group>
            <Checkbox.Group
              aria-label={`Visit types of ${name}`}
              pl="lg"
              value={[...(value ?? [])]}
              error={error}
              onChange={(ids) => onChange(ids)}
            >
              <Stack gap={6}>
                {all.map(({ id, name: label }) => (
                  <Checkbox key={id} value={id} label={label} />
                ))}
              </Stack>
            </Checkbox.Group>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {error !== undefined && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
