import { expect, test } from 'vitest';
import { columnAt, draggedStart, edgeSpeed, hasLeft, heightOf, minuteAt } from './drag-geometry.ts';

const column = (date: string, left: number) => ({ date, left, right: left + 100, top: 50, bottom: 1490 });
const COLUMNS = [column('monday', 50), column('tuesday', 150), column('wednesday', 250)];

test('a pointer is over a column, and beside all of them over the nearest', () => {
  const dates = [60, 149, 151, 349, 0, 900].map((x) => columnAt(COLUMNS, x)?.date);
  expect(dates).toEqual(['monday', 'monday', 'tuesday', 'wednesday', 'monday', 'wednesday']);
  expect(columnAt([], 10)).toBeUndefined();
});

test('columns that run from right to left are found by where they are', () => {
  expect(columnAt([...COLUMNS].reverse(), 160)?.date).toBe('tuesday');
});

test('the height in a column is a minute of the day, wherever it is scrolled to', () => {
  const box = { top: -670, bottom: 770 };
  expect(minuteAt(box, 50)).toBe(720);
  expect(minuteAt(box, -730)).toBe(-60);
  expect(heightOf(box, 720)).toBe(50);
});

test('a visit keeps its distance from the pointer and begins on multiples of five minutes', () => {
  expect(draggedStart(612, 10)).toBe(600);
  expect(draggedStart(613, 10)).toBe(605);
  expect(draggedStart(600, 0)).toBe(600);
});

test('a visit begins within the day, however far the pointer goes', () => {
  expect(draggedStart(-300, 20)).toBe(0);
  expect(draggedStart(2000, 0)).toBe(1435);
});

test('near an edge the calendar scrolls, the faster the nearer, and no faster beyond it', () => {
  expect(edgeSpeed(400, 100, 700)).toBe(0);
  expect(edgeSpeed(122, 100, 700)).toBe(-7);
  expect(edgeSpeed(100, 100, 700)).toBe(-14);
  expect(edgeSpeed(20, 100, 700)).toBe(-14);
  expect(edgeSpeed(678, 100, 700)).toBe(7);
  expect(edgeSpeed(1000, 100, 700)).toBe(14);
});

test('a trembling hand does not drag, and a finger may tremble more', () => {
  const from = { x: 10, y: 10 };
  expect(hasLeft(from, { x: 13, y: 12 }, 'mouse')).toBe(false);
  expect(hasLeft(from, { x: 14, y: 14 }, 'mouse')).toBe(true);
  expect(hasLeft(from, { x: 14, y: 14 }, 'touch')).toBe(false);
  expect(hasLeft(from, { x: 10, y: 22 }, 'touch')).toBe(true);
});
