import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { Unavailability } from '@openslot/shared/contracts/unavailability';
import { IconCalendarOff, IconConfetti } from '@tabler/icons-react';
import { formatLocalDateLong } from '../../../lib/format.ts';
import { holidayMark } from '../pending/own-calendar.ts';
import classes from './calendar.module.css';
import own from './calendar-head.module.css';
import type { CalendarDay } from './calendar-model.ts';
import type { CalendarActions } from './day-column.tsx';

interface Props extends Pick<CalendarActions, 'onBlock' | 'onOverride'> {
  readonly days: readonly CalendarDay[];
  /** Ids of whole-day blocks and marks of holidays that are being saved. */
  readonly saving: ReadonlySet<string>;
}

interface AllDayBar {
  readonly item: Unavailability;
  /** First column, counted from 0, and number of columns. */
  readonly first: number;
  readonly length: number;
}

/** One bar for each whole-day unavailability, over all its visible days. */
function allDayBars(days: readonly CalendarDay[]): AllDayBar[] {
  const items = new Map(days.flatMap((day) => day.allDay.map((item) => [item.id, item] as const)));
  return [...items.values()].map((item) => {
    const columns = days.flatMap((day, index) => (day.allDay.includes(item) ? [index] : []));
    return { item, first: columns[0] ?? 0, length: columns.length };
  });
}

interface HolidayProps extends Pick<Props, 'onOverride'> {
  readonly date: string;
  readonly name: string;
  readonly column: number;
  readonly saving: boolean;
}

function HolidayItem({ date, name, column, saving, onOverride }: HolidayProps) {
  return (
    <UnstyledButton
      className={`${own.allDayItem} ${classes.hatched}`}
      style={{ gridColumn: column }}
      title={name}
      data-saving={saving || undefined}
      aria-disabled={saving || undefined}
      aria-label={`Holiday on ${formatLocalDateLong(date)}: ${name}${saving ? ', saving…' : ''}. Set hours of this date`}
      onClick={() => !saving && onOverride(date)}
    >
      <IconConfetti size={12} aria-hidden style={{ verticalAlign: '-1px', marginInlineEnd: 4 }} />
      <span className={classes.plate}>{name}</span>
      {saving && <i> Saving…</i>}
    </UnstyledButton>
  );
}

/** The holidays and whole-day blocks of the days. */
export function AllDayLane({ days, saving, onBlock, onOverride }: Props) {
  const bars = allDayBars(days);
  const holidays = days.map((day) => day.holiday);
  if (bars.length === 0 && holidays.every((name) => name === null)) {
    return null;
  }
  return (
    <div className={`${classes.row} ${own.allDay}`}>
      <span className={own.allDayLabel}>all day</span>
      {days.map(
        ({ date, holiday }, index) =>
          holiday !== null && (
            <HolidayItem
              key={date}
              date={date}
              name={holiday}
              column={index + 2}
              saving={saving.has(holidayMark(date))}
              onOverride={onOverride}
            />
          ),
      )}
      {bars.map(({ item, first, length }) => (
        <UnstyledButton
          key={item.id}
          className={`${own.allDayItem} ${classes.hatched}`}
          style={{ gridColumn: `${first + 2} / span ${length}` }}
          data-saving={saving.has(item.id) || undefined}
          aria-disabled={saving.has(item.id) || undefined}
          onClick={() => !saving.has(item.id) && onBlock(item)}
        >
          <IconCalendarOff size={12} aria-hidden style={{ verticalAlign: '-1px', marginInlineEnd: 4 }} />
          <VisuallyHidden>All day{item.reason === null ? '' : ', unavailable'}:</VisuallyHidden>
          <span className={classes.plate}>{item.reason ?? 'Unavailable'}</span>
          {saving.has(item.id) && <i> Saving…</i>}
        </UnstyledButton>
      ))}
    </div>
  );
}
