import { Box } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { formatLocalDateLong } from '../../../lib/format.ts';
import classes from './calendar.module.css';
import { CalendarHead } from './calendar-head.tsx';
import { dayLabel, typeColors } from './calendar-labels.ts';
import { type CalendarDay, DAY_MINUTES, firstHourInView } from './calendar-model.ts';
import { hourText } from './date-texts.ts';
import { type CalendarActions, DayColumn } from './day-column.tsx';
import { DragGhost } from './drag/drag-ghost.tsx';
import { printedHours } from './printed-hours.ts';
import { TimeCursor } from './time-cursor.tsx';

/** Date and wall-clock minute in the doctor's zone. */
export interface LocalNow {
  readonly date: string;
  readonly minute: number;
}

interface Props extends CalendarActions {
  readonly days: readonly CalendarDay[];
  readonly now: LocalNow;
  readonly offset: string;
  /** These dates are not known yet: neither open nor closed. */
  readonly loading: boolean;
  /** Ids of blocks and overrides, and marks of dates, that are being saved. */
  readonly saving: ReadonlySet<string>;
}

const HOURS = Array.from({ length: 23 }, (_, index) => index + 1);

/** Seven columns or one, midnight to midnight of the doctor's wall clock. */
export function CalendarGrid({ days, now, offset, loading, saving, ...actions }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const firstHour = firstHourInView(days);
  const firstDate = days[0]?.date;
  const colors = typeColors(days);
  const printed = printedHours(days);
  // The working day comes into view when other dates are shown, not when something on them changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: firstHour changes with every update
  useLayoutEffect(() => {
    const box = scroll.current;
    if (box !== null) {
      box.scrollTop = (box.scrollHeight / 24) * firstHour;
    }
  }, [firstDate, days.length, loading]);
  const todayIndex = days.findIndex((day) => day.date === now.date);
  return (
    <Box
      className={classes.calendar}
      data-loading={loading || undefined}
      __vars={{
        '--days': String(days.length),
        '--print-from': String(printed.from),
        '--print-hours': String(printed.to - printed.from),
      }}
    >
      <div className={classes.scroll} ref={scroll} data-calendar-scroll>
        <CalendarHead days={days} today={now.date} offset={offset} saving={saving} {...actions} />
        <div className={`${classes.row} ${classes.body}`}>
          <div className={classes.hours} aria-hidden>
            {HOURS.map((hour) => (
              <span key={hour} className={classes.hour} style={{ top: `${(hour / 24) * 100}%` }}>
                {hourText(hour)}
              </span>
            ))}
          </div>
          <TimeCursor
            dates={days.map((day) => day.date)}
            startDay={Math.max(todayIndex, 0)}
            startMinute={Math.min((firstHour + 1) * 60, DAY_MINUTES - 60)}
            onSelect={actions.onSelect}
          />
          <DragGhost dates={days.map((day) => day.date)} />
          {days.map((day) => (
            <DayColumn
              key={day.date}
              day={day}
              saving={saving}
              label={
                loading
                  ? `${formatLocalDateLong(day.date)}, loading`
                  : dayLabel(day, formatLocalDateLong(day.date))
              }
              colors={colors}
              now={day.date === now.date ? now.minute : null}
              {...actions}
            />
          ))}
        </div>
      </div>
    </Box>
  );
}
