import { Group, Text } from '@mantine/core';
import { Calendar } from '@mantine/dates';
import type { Override } from '@openslot/shared/contracts/overrides';
import { IconClockEdit, IconLock } from '@tabler/icons-react';
import { firstDayOfWeek, formatLocalDateLong } from '../../../lib/format.ts';
import { overrideHours } from './override-texts.ts';
import classes from './overrides.module.css';

interface Props {
  readonly today: string;
  readonly overrides: readonly Override[];
  readonly selected: readonly string[];
  readonly onSelect: (dates: readonly string[]) => void;
}

const ICON = { size: 11, 'aria-hidden': true } as const;

/** A month in which dates with an override are marked and several dates can be chosen. Past dates cannot. */
export function OverrideMonth({ today, overrides, selected, onSelect }: Props) {
  const byDate = new Map(overrides.map((override) => [override.date, override]));
  const toggle = (date: string) =>
    onSelect(selected.includes(date) ? selected.filter((other) => other !== date) : [...selected, date]);
  return (
    <>
      <Calendar
        size="md"
        firstDayOfWeek={firstDayOfWeek() as 0 | 1 | 2 | 3 | 4 | 5 | 6}
        defaultDate={today}
        minDate={today}
        ariaLabels={{ previousMonth: 'Previous month', nextMonth: 'Next month' }}
        weekendDays={[]}
        hideOutsideDates
        classNames={{ day: classes.date ?? '' }}
        getDayAriaLabel={(date) => {
          const override = byDate.get(date);
          const mark = override === undefined ? 'weekly hours' : overrideHours(override);
          return `${formatLocalDateLong(date)}, ${mark}${selected.includes(date) ? ', chosen' : ''}`;
        }}
        getDayProps={(date) => ({
          selected: selected.includes(date),
          'aria-pressed': selected.includes(date),
          onClick: () => toggle(date),
        })}
        renderDay={(date) => {
          const override = byDate.get(date);
          return (
            <span className={classes.day}>
              {Number(date.slice(8))}
              <span className={classes.mark}>
                {override !== undefined &&
                  (override.windows.length === 0 ? <IconLock {...ICON} /> : <IconClockEdit {...ICON} />)}
              </span>
            </span>
          );
        }}
      />
      <Group gap="md">
        <Text size="xs" c="dimmed">
          <IconLock {...ICON} /> closed
        </Text>
        <Text size="xs" c="dimmed">
          <IconClockEdit {...ICON} /> other hours
        </Text>
      </Group>
    </>
  );
}
