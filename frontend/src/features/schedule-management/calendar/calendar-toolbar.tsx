import { ActionIcon, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';

export type CalendarViewName = 'week' | 'day';

interface Props {
  readonly view: CalendarViewName;
  /** The dates shown, in words. */
  readonly title: string;
  readonly onView: (view: CalendarViewName) => void;
  readonly onMove: (direction: -1 | 0 | 1) => void;
  readonly onMark: () => void;
}

/** Moves through the calendar; 0 is today. */
export function CalendarToolbar({ view, title, onView, onMove, onMark }: Props) {
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="xs" wrap="nowrap">
        <Button variant="default" flex="none" className="no-print" onClick={() => onMove(0)}>
          Today
        </Button>
        <ActionIcon
          variant="default"
          size={36}
          className="no-print"
          aria-label={`Previous ${view}`}
          onClick={() => onMove(-1)}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={36}
          className="no-print"
          aria-label={`Next ${view}`}
          onClick={() => onMove(1)}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
        <Text fw={600} aria-live="polite">
          {title}
        </Text>
      </Group>
      <Group gap="xs" className="no-print">
        <SegmentedControl
          aria-label="Calendar view"
          value={view}
          onChange={(value) => onView(value as CalendarViewName)}
          data={[
            { value: 'week', label: 'Week' },
            { value: 'day', label: 'Day' },
          ]}
        />
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onMark}>
          Mark unavailable
        </Button>
      </Group>
    </Group>
  );
}
