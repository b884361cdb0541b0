import { DAY_MINUTES, type MinuteSpan } from './calendar-model.ts';

/** Selections snap to this raster; it divides the hour and is a multiple of the 5-minute cells. */
export const SNAP_MINUTES = 15;

/** What a click without dragging selects. */
const CLICK_MINUTES = 60;

/** Hours marked on one date of the calendar. */
export interface Selection extends MinuteSpan {
  readonly date: string;
}

/** The raster cell under a fraction (0 to 1) of the day's height, as its start in minutes. */
export function cellAt(fraction: number): number {
  const cell = Math.floor((fraction * DAY_MINUTES) / SNAP_MINUTES) * SNAP_MINUTES;
  return Math.min(Math.max(cell, 0), DAY_MINUTES - SNAP_MINUTES);
}

/** From the cell where the pointer went down to the cell where it is, whichever comes first; both included. */
export function draggedSpan(anchor: number, cell: number): MinuteSpan {
  return { start: Math.min(anchor, cell), end: Math.max(anchor, cell) + SNAP_MINUTES };
}

/** A click or tap means an hour from there, as much as is left of the day. */
export function clickedSpan(cell: number): MinuteSpan {
  return { start: cell, end: Math.min(cell + CLICK_MINUTES, DAY_MINUTES) };
}

export type Edge = 'start' | 'end';

/** A span with one edge dragged to a cell; at least one raster step is left of it. */
export function resizedSpan(span: MinuteSpan, edge: Edge, cell: number): MinuteSpan {
  return edge === 'start'
    ? { start: Math.min(cell, span.end - SNAP_MINUTES), end: span.end }
    : { start: span.start, end: Math.max(cell + SNAP_MINUTES, span.start + SNAP_MINUTES) };
}

export interface Cursor extends MinuteSpan {
  /** Index of the column. */
  readonly day: number;
}

interface CursorKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

/**
 * Where an arrow key takes the keyboard cursor: up and down by one raster step, left and right by a day,
 * with Shift up and down move the end only. Null when the key means nothing here.
 */
export function moveCursor(cursor: Cursor, { key, shiftKey }: CursorKey, dayCount: number): Cursor | null {
  const length = cursor.end - cursor.start;
  const moveTo = (start: number) => {
    const within = Math.min(Math.max(start, 0), DAY_MINUTES - length);
    return { ...cursor, start: within, end: within + length };
  };
  const endAt = (end: number) => ({
    ...cursor,
    end: Math.min(Math.max(end, cursor.start + SNAP_MINUTES), DAY_MINUTES),
  });
  switch (key) {
    case 'ArrowUp':
      return shiftKey ? endAt(cursor.end - SNAP_MINUTES) : moveTo(cursor.start - SNAP_MINUTES);
    case 'ArrowDown':
      return shiftKey ? endAt(cursor.end + SNAP_MINUTES) : moveTo(cursor.start + SNAP_MINUTES);
    case 'ArrowLeft':
      return { ...cursor, day: Math.max(cursor.day - 1, 0) };
    case 'ArrowRight':
      return { ...cursor, day: Math.min(cursor.day + 1, dayCount - 1) };
    case 'Home':
      return { ...cursor, day: 0 };
    case 'End':
      return { ...cursor, day: dayCount - 1 };
    default:
      return null;
  }
}

/** `HH:MM` of a wall-clock minute, `24:00` for the end of the day. */
export function timeOfMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
