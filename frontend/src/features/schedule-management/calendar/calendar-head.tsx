import { Badge, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { Unavailability } from '@openslot/shared/contracts/unavailability';
import { dayOfWeek } from '@openslot/shared/time/local-date';
import { IconCalendarOff, IconClockEdit, IconConfetti, IconLock, IconRepeat } from '@tabler/icons-react';
import { formatLocalDateLong, formatWeekday } from '../../../lib/format.ts';
import classes from './calendar.module.css';
import own from './calendar-head.module.css';
import type { CalendarDay } from './calendar-model.ts';
import type { CalendarActions } from './day-column.tsx';

interface Props extends Pick<CalendarActions, 'onBlock' | 'onOverride'> {
  readonly days: readonly CalendarDay[];
  readonly today: string;
  /** Such as `GMT+2`, shown above the hours. */
  readonly offset: string;
}

/** What replaces the weekly hours of a day; a holiday has its own lane. */
function replacementOf({ override, recurring }: CalendarDay) {
  if (override !== null) {
    return { kind: 'Date override', isClosed: override.windows.length === 0, reason: override.reason };
  }
  return recurring === null
    ? null
    : { kind: 'Recurring override', isClosed: recurring.closed, reason: recurring.reason };
}

function OverrideMark({ day, onOverride }: { day: CalendarDay; onOverride: (date: string) => void }) {
  const replacement = replacementOf(day);
  if (replacement === null) {
    return null;
  }
  const { kind, isClosed } = replacement;
  const text = isClosed ? 'Closed' : 'Other hours';
  const reason = replacement.reason === null ? '' : `, ${replacement.reason}`;
  return (
    <>
      <Badge
        component="button"
        type="button"
        size="sm"
        variant="light"
        color={isClosed ? 'red' : 'violet'}
        leftSection={isClosed ? <IconLock size={10} /> : <IconClockEdit size={10} />}
        style={{ cursor: 'pointer', maxWidth: '100%' }}
        title={`${kind}: ${text}${reason}`}
        aria-label={`${kind} on ${formatLocalDateLong(day.date)}: ${text}${reason}. Set hours of this date`}
        onClick={() => onOverride(day.date)}
      >
        <span className={own.badgeText}>{text}</span>
      </Badge>
      {replacement.reason !== null && (
        <div className={own.reason} aria-hidden title={replacement.reason}>
          {day.override === null && <IconRepeat size={10} />} {replacement.reason}
        </div>
      )}
    </>
  );
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

function AllDayLane({ days, onBlock, onOverride }: Pick<Props, 'days' | 'onBlock' | 'onOverride'>) {
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
            <UnstyledButton
              key={date}
              className={`${own.allDayItem} ${classes.hatched}`}
              style={{ gridColumn: index + 2 }}
              title={holiday}
              aria-label={`Holiday on ${formatLocalDateLong(date)}: ${holiday}. Set hours of this date`}
              onClick={() => onOverride(date)}
            >
              <IconConfetti size={12} aria-hidden style={{ verticalAlign: '-1px', marginInlineEnd: 4 }} />
              <span className={classes.plate}>{holiday}</span>
            </UnstyledButton>
          ),
      )}
      {bars.map(({ item, first, length }) => (
        <UnstyledButton
          key={item.id}
          className={`${own.allDayItem} ${classes.hatched}`}
          style={{ gridColumn: `${first + 2} / span ${length}` }}
          onClick={() => onBlock(item)}
        >
          <IconCalendarOff size={12} aria-hidden style={{ verticalAlign: '-1px', marginInlineEnd: 4 }} />
          <VisuallyHidden>All day{item.reason === null ? '' : ', unavailable'}:</VisuallyHidden>
          <span className={classes.plate}>{item.reason ?? 'Unavailable'}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}

/** Dates, override marks and the lane of holidays and whole-day blocks; stays in view while the hours scroll. */
export function CalendarHead({ days, today, offset, onBlock, onOverride }: Props) {
  return (
    <div className={classes.head}>
      <div className={classes.row}>
        <span className={own.zone}>{offset}</span>
        {days.map((day) => (
          <div key={day.date} className={own.dayHead} data-today={day.date === today || undefined}>
            <div>{formatWeekday(dayOfWeek(day.date), 'short')}</div>
            <div className={own.dayNumber} aria-current={day.date === today ? 'date' : undefined}>
              {Number(day.date.slice(8))}
            </div>
            <OverrideMark day={day} onOverride={onOverride} />
          </div>
        ))}
      </div>
      <AllDayLane days={days} onBlock={onBlock} onOverride={onOverride} />
    </div>
  );
}
