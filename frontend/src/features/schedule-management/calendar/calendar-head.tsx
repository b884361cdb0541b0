import { Badge } from '@mantine/core';
import { dayOfWeek } from '@openslot/shared/time/local-date';
import { IconClockEdit, IconLock, IconRepeat } from '@tabler/icons-react';
import { formatLocalDateLong, formatWeekday } from '../../../lib/format.ts';
import { recurringMark } from '../pending/own-calendar.ts';
import { AllDayLane } from './all-day-lane.tsx';
import classes from './calendar.module.css';
import own from './calendar-head.module.css';
import type { CalendarDay } from './calendar-model.ts';
import type { CalendarActions } from './day-column.tsx';

interface Props extends Pick<CalendarActions, 'onBlock' | 'onOverride'> {
  readonly days: readonly CalendarDay[];
  readonly today: string;
  /** Such as `GMT+2`, shown above the hours. */
  readonly offset: string;
  /** Ids of overrides and whole-day blocks, and marks of dates, that are being saved. */
  readonly saving: ReadonlySet<string>;
}

/** What replaces the weekly hours of a day; a holiday has its own lane. */
function replacementOf({ date, override, recurring }: CalendarDay) {
  if (override !== null) {
    const { id, windows, reason } = override;
    return { kind: 'Date override', mark: id, isClosed: windows.length === 0, reason };
  }
  return (
    recurring && {
      kind: 'Recurring override',
      mark: recurringMark(date),
      isClosed: recurring.closed,
      reason: recurring.reason,
    }
  );
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
  const isSaving = saving.has(replacement.mark);
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
