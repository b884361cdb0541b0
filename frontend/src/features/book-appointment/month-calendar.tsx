import { ActionIcon, Group, Skeleton, Text, Title } from '@mantine/core';
import type { LocalDate } from '@openslot/shared/time/local-date';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { firstDayOfWeek, formatLocalDateLong, formatMonth, formatWeekday } from '../../lib/format.ts';
import { addMonths, dateByKey, firstOf, lastOf, type Month, monthOf, weeksOf } from './month.ts';
import classes from './month-calendar.module.css';

interface MonthCalendarProps {
  readonly month: Month;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  readonly today: LocalDate;
  readonly selected: LocalDate | null;
  /** Free slots for each date; undefined while they are not known. */
  readonly counts: ReadonlyMap<LocalDate, number> | undefined;
  readonly onSelect: (date: LocalDate) => void;
  readonly onMonth: (month: Month) => void;
}

/** A month to pick a day from, with the keyboard of the WAI-ARIA date picker: one tab stop, arrows, Home, End, Page keys. */
export function MonthCalendar(props: MonthCalendarProps) {
  const { month, firstMonth, lastMonth, today, selected, counts, onSelect, onMonth } = props;
  const weekStart = firstDayOfWeek();
  const headingId = useId();
  const grid = useRef<HTMLTableElement>(null);
  const [cursor, setCursor] = useState<LocalDate | null>(null);
  const moved = useRef(false);
  const tabStop = tabStopOf(month, [cursor, selected, counts?.keys().next().value ?? null, today]);

  useEffect(() => {
    // The month of the new date may be drawn only some renders later.
    const target = moved.current && grid.current?.querySelector<HTMLElement>(`[data-date="${cursor}"]`);
    if (target) {
      moved.current = false;
      target.focus();
    }
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const target = dateByKey(tabStop, event.key, event.shiftKey, weekStart);
    if (target === null || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const date = within(target, firstOf(firstMonth), lastOf(lastMonth));
    moved.current = true;
    setCursor(date);
    if (monthOf(date) !== month) {
      onMonth(monthOf(date));
    }
  };

  return (
    <section aria-labelledby={headingId}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3" id={headingId} aria-live="polite">
          {formatMonth(firstOf(month))}
        </Title>
        <Group gap={4}>
          <MonthButton
            label="Previous month"
            disabled={month <= firstMonth}
            onClick={() => onMonth(addMonths(month, -1))}
          />
          <MonthButton
            label="Next month"
            disabled={month >= lastMonth}
            onClick={() => onMonth(addMonths(month, 1))}
          />
        </Group>
      </Group>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: WAI-ARIA's date grid is a table with this role
        role="grid"
        aria-labelledby={headingId}
        aria-busy={counts === undefined}
        className={classes.grid}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {[0, 1, 2, 3, 4, 5, 6].map((offset) => {
              const day = (weekStart + offset) % 7;
              return (
                <th key={day} scope="col" abbr={formatWeekday(day, 'long')} className={classes.weekday}>
                  {formatWeekday(day, 'short')}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month, weekStart).map((week, row) => (
            <tr key={week.find((date) => date !== null) ?? row}>
              {week.map((date, column) =>
                date === null ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: an empty cell is nothing but its place
                  <td key={column} />
                ) : (
                  <Day
                    key={date}
                    date={date}
                    count={counts === undefined ? undefined : (counts.get(date) ?? 0)}
                    isPast={date < today}
                    isToday={date === today}
                    isSelected={date === selected}
                    isTabStop={date === tabStop}
                    onSelect={() => {
                      setCursor(date);
                      onSelect(date);
                    }}
                  />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function MonthButton({
  label,
  disabled,
  onClick,
}: {
  label: string;
  disabled: boolean;
  onClick: () => void;
}) {
  const Icon = label.startsWith('Next') ? IconChevronRight : IconChevronLeft;
  return (
    <ActionIcon
      variant="default"
      className={classes.leaf}
      size={40}
      radius="xl"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={20} aria-hidden />
    </ActionIcon>
  );
}

interface DayProps {
  readonly date: LocalDate;
  readonly count: number | undefined;
  readonly isPast: boolean;
  readonly isToday: boolean;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly onSelect: () => void;
}

function Day({ date, count, isPast, isToday, isSelected, isTabStop, onSelect }: DayProps) {
  const hasNone = isPast || count === 0;
  const state = isPast ? 'in the past' : describe(count);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: inside a grid a cell is a gridcell, which can be selected
    <td aria-selected={isSelected} className={classes.cell}>
      <button
        type="button"
        className={classes.day}
        data-date={date}
        data-free={hasNone || count === undefined ? undefined : true}
        data-today={isToday || undefined}
        data-selected={isSelected || undefined}
        aria-disabled={hasNone || undefined}
        aria-current={isToday ? 'date' : undefined}
        aria-label={`${formatLocalDateLong(date)}, ${state}`}
        tabIndex={isTabStop ? 0 : -1}
        onClick={hasNone ? undefined : onSelect}
      >
        <Text component="span" inherit>
          {Number(date.slice(8))}
        </Text>
        <span className={classes.dots} aria-hidden>
          {count === undefined && !isPast && <Skeleton h={5} w={18} radius="xl" />}
          {DOTS.slice(0, isPast ? 0 : dotsFor(count ?? 0)).map((dot) => (
            <span key={dot} className={classes.dot} />
          ))}
        </span>
      </button>
    </td>
  );
}

const DOTS = ['few', 'some', 'many'];

/** One dot for a few free times, three for many: a glance is enough. */
function dotsFor(count: number): number {
  if (count === 0) {
    return 0;
  }
  return count <= 3 ? 1 : count <= 8 ? 2 : 3;
}

function describe(count: number | undefined): string {
  if (count === undefined) {
    return 'still being read';
  }
  if (count === 0) {
    return 'no free times';
  }
  return count === 1 ? '1 free time' : `${count} free times`;
}

/** The first of the candidates that lies in the month; its first day otherwise. */
function tabStopOf(month: Month, candidates: readonly (LocalDate | null)[]): LocalDate {
  return (
    candidates.find((date): date is LocalDate => date !== null && monthOf(date) === month) ?? firstOf(month)
  );
}

function within(date: LocalDate, first: LocalDate, last: LocalDate): LocalDate {
  if (date < first) {
    return first;
  }
  return date > last ? last : date;
}
