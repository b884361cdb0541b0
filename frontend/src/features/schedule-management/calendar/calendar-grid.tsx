import { Box } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { formatLocalDateLong } from '../../../lib/format.ts';
import classes from './calendar.module.css';
import { CalendarHead } from './calendar-head.tsx';
import { dayLabel, typeColors } from './calendar-labels.ts';
import { type CalendarDay, DAY_MINUTES, firstHourInView } from './calendar-model.ts';
import { clockText } from './date-texts.ts';
import { type CalendarActions, DayColumn } from './day-column.tsx';
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
}

const HOURS = Array.from({ length: 23 }, (_, index) => index + 1);

/** Seven columns or one, midnight to midnight of the doctor's wall clock. */
export function CalendarGrid({ days, now, offset, ...actions }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const firstHour = firstHourInView(days);
  const firstDate = days[0]?.date;
  const colors = typeColors(days);
  // The working day comes into view when other dates are shown, not when something on them changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: firstHour changes with every update
  useLayoutEffect(() => {
    const box = scroll.current;
    if (box !== null) {
      box.scrollTop = (box.scrollHeight / 24) * firstHour;
    }
  }, [firstDate, days.length]);
  const todayIndex = days.findIndex((day) => day.date === now.date);
  return (
    <Box className={classes.calendar} __vars={{ '--days': String(days.length) }}>
      <div className={classes.scroll} ref={scroll}>
        <CalendarHead days={days} today={now.date} offset={offset} {...actions} />
        <div className={`${classes.row} ${classes.body}`}>
          <div className={classes.hours} aria-hidden>
            {HOURS.map((hour) => (
              <span key={hour} className={classes.hour} style={{ top: `${(hour / 24) * 100}%` }}>
                {clockText(hour * 60)}
              </span>
            ))}
          </div>
          <TimeCursor
            key={firstDate}
            dates={days.map((day) => day.date)}
            startDay={Math.max(todayIndex, 0)}
            startMinute={Math.min((firstHour + 1) * 60, DAY_MINUTES - 60)}
            onSelect={actions.onSelect}
          />
          {days.map((day) => (
            <DayColumn
              key={day.date}
              day={day}
              label={dayLabel(day, formatLocalDateLong(day.date))}
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
