import { Button, Checkbox, Group, Popover, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { dayName, WEEK } from './template-draft.ts';

interface Props {
  readonly from: number;
  readonly onCopy: (to: readonly number[]) => void;
}

/** Chooses the days that get the windows of this one. */
export function CopyMenu({ from, onCopy }: Props) {
  const [opened, setOpened] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const others = WEEK.filter((day) => day !== from);
  const close = () => {
    setOpened(false);
    setChosen([]);
  };
  return (
    <Popover opened={opened} onChange={setOpened} onClose={close} trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={() => setOpened((now) => !now)}
        >
          <span>
            Copy<VisuallyHidden> {dayName(from)}</VisuallyHidden> to…
          </span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Checkbox.Group
            label={<Text fw={600}>{`Copy ${dayName(from)} to`}</Text>}
            value={chosen}
            onChange={setChosen}
          >
            <Stack gap={6} mt="xs">
              {others.map((day) => (
                <Checkbox key={day} value={String(day)} label={dayName(day)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Group gap="xs">
            <Button size="compact-md" variant="default" onClick={() => setChosen(others.map(String))}>
              All
            </Button>
            <Button
              size="compact-md"
              disabled={chosen.length === 0}
              onClick={() => {
                onCopy(chosen.map(Number));
                close();
              }}
            >
              Copy
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
