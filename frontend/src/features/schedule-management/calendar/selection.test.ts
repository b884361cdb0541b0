import { expect, test } from 'vitest';
import { cellAt, clickedSpan, draggedSpan, moveCursor, resizedSpan, timeOfMinute } from './selection.ts';

test('a pointer selects whole quarter hours, in either direction, within the day', () => {
  expect(cellAt(0.5)).toBe(720);
  expect(cellAt(1)).toBe(1425);
  expect(cellAt(-0.2)).toBe(0);
  expect(draggedSpan(600, 540)).toEqual({ start: 540, end: 615 });
  expect(draggedSpan(540, 600)).toEqual({ start: 540, end: 615 });
  expect(clickedSpan(1410)).toEqual({ start: 1410, end: 1440 });
});

test('a dragged edge never crosses the other one', () => {
  const span = { start: 540, end: 600 };
  expect(resizedSpan(span, 'end', 660)).toEqual({ start: 540, end: 675 });
  expect(resizedSpan(span, 'end', 300)).toEqual({ start: 540, end: 555 });
  expect(resizedSpan(span, 'start', 480)).toEqual({ start: 480, end: 600 });
  expect(resizedSpan(span, 'start', 900)).toEqual({ start: 585, end: 600 });
});

test('arrow keys move the cursor and Shift changes its length, never out of the day or week', () => {
  const press = (key: string, shiftKey = false) => ({ key, shiftKey });
  const cursor = { day: 0, start: 0, end: 60 };
  expect(moveCursor(cursor, press('ArrowUp'), 7)).toEqual(cursor);
  expect(moveCursor(cursor, press('ArrowDown'), 7)).toEqual({ day: 0, start: 15, end: 75 });
  expect(moveCursor(cursor, press('ArrowDown', true), 7)).toEqual({ day: 0, start: 0, end: 75 });
  expect(moveCursor({ day: 0, start: 0, end: 15 }, press('ArrowUp', true), 7)?.end).toBe(15);
  expect(moveCursor(cursor, press('ArrowLeft'), 7)?.day).toBe(0);
  expect(moveCursor(cursor, press('End'), 7)?.day).toBe(6);
  expect(moveCursor({ day: 6, start: 1380, end: 1440 }, press('ArrowDown'), 7)?.end).toBe(1440);
  expect(moveCursor(cursor, press('x'), 7)).toBeNull();
});

test('timeOfMinute writes the end of the day as 24:00', () => {
  expect([timeOfMinute(0), timeOfMinute(545), timeOfMinute(1440)]).toEqual(['00:00', '09:05', '24:00']);
});
