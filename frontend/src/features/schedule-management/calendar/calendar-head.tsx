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
  /** Ids of overrides and whole-day blocks that are being saved. */
  readonly saving: ReadonlySet<string>;
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

function OverrideMark({
  day,
  saving,
  onOverride,
}: Pick<Props, 'saving' | 'onOverride'> & { day: CalendarDay }) {
  const replacement = replacementOf(day);
  if (replacement === null) {
    return null;
  }
  const { kind, isClosed } = replacement;
  const isSaving = day.override !== null && saving.has(day.override.id);
  const text = `${isClosed ? 'Closed' : 'Other hours'}${isSaving ? ', saving…' : ''}`;
  const reason = replacement.reason === null ? '' : `, ${replacement.reason}`;
  return (
    <>
      <Badge
        component="button"
        type="button"
        size="sm"
        variant={isSaving ? 'outline' : 'light'}
        color={isClosed ? 'red' : 'violet'}
        leftSection={isClosed ? <IconLock size={10} /> : <IconClockEdit size={10} />}
        style={{
          cursor: isSaving ? 'progress' : 'pointer',
          maxWidth: '100%',
          borderStyle: isSaving ? 'dashed' : undefined,
        }}
        title={`${kind}: ${text}${reason}`}
        aria-label={`${kind} on ${formatLocalDateLong(day.date)}: ${text}${reason}. Set hours of this date`}
        aria-disabled={isSaving || undefined}
        onClick={() => !isSaving && onOverride(day.date)}
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

function AllDayLane({ days, saving, onBlock, onOverride }: Omit<Props, 'today' | 'offset'>) {
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

/** Dates, override marks and the lane of holidays and whole-day blocks; stays in view while the hours scroll. */
export function CalendarHead({ days, today, offset, saving, onBlock, onOverride }: Props) {
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
            <OverrideMark day={day} saving={saving} onOverride={onOverride} />
          </div>
        ))}
      </div>
      <AllDayLane days={days} saving={saving} onBlock={onBlock} onOverride={onOverride} />
    </div>
  );
}
