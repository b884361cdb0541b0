import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { formatLocalDateLong } from '../../../lib/format.ts';
import classes from './calendar.module.css';
import { DAY_MINUTES } from './calendar-model.ts';
import { spanText } from './date-texts.ts';
import { type Cursor, moveCursor, type Selection } from './selection.ts';

interface Props {
  readonly dates: readonly string[];
  /** Column and minute at which the cursor begins. */
  readonly startDay: number;
  readonly startMinute: number;
  readonly onSelect: (selection: Selection) => void;
}

/** The keyboard's way to select time: one tab stop for the whole calendar, moved with the arrow keys. */
export function TimeCursor({ dates, startDay, startMinute, onSelect }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [moved, setMoved] = useState<Cursor | null>(null);
  const cursor = moved ?? { day: startDay, start: startMinute, end: startMinute + 60 };
  // Another view may show fewer days.
  const day = Math.min(cursor.day, dates.length - 1);
  const date = dates[day] ?? '';
  const text = `${formatLocalDateLong(date)}, ${spanText(cursor)}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveCursor({ ...cursor, day }, event, dates.length);
    if (next !== null) {
      event.preventDefault();
      setMoved(next);
      requestAnimationFrame(() => button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
    }
  };
  const width = `(100% - var(--hours-width)) / ${dates.length}`;
  return (
    <>
      <button
        ref={button}
        type="button"
        className={classes.cursor}
        style={{
          top: `${(cursor.start / DAY_MINUTES) * 100}%`,
          height: `${((cursor.end - cursor.start) / DAY_MINUTES) * 100}%`,
          insetInlineStart: `calc(var(--hours-width) + ${day} * ${width})`,
          width: `calc(${width})`,
        }}
        aria-label={`Select time: ${text}. Arrow keys move, Shift with up or down changes the length, Enter marks it unavailable.`}
        onKeyDown={onKeyDown}
        onClick={() => onSelect({ date, start: cursor.start, end: cursor.end })}
      >
        {spanText(cursor)}
      </button>
      <VisuallyHidden aria-live="polite">{moved === null ? '' : text}</VisuallyHidden>
    </>
  );
}
