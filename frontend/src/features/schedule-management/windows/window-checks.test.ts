import { describe, expect, test } from 'vitest';
import { windowErrors, windowHints } from './window-checks.ts';

const row = (key: string, start: string, end: string, maxSessions: number | null = null) => ({
  key,
  start,
  end,
  maxSessions,
});

describe('windowErrors', () => {
  test('SL2 accepts day, overnight and whole-day windows', () => {
    const rows = [row('a', '09:00', '12:00'), row('b', '22:00', '02:00'), row('c', '00:00', '00:00')];
    expect([...windowErrors(rows)]).toEqual([]);
  });

  test('SL2 refuses equal times, with the message at the end', () => {
    expect(windowErrors([row('a', '09:00', '09:00')]).get('a')).toEqual({
      end: 'Must differ from the start',
    });
  });

  test('names each unfinished or odd field', () => {
    const errors = windowErrors([row('a', '', '10:02')]);
    expect(errors.get('a')).toEqual({ start: 'Enter a time such as 09:30', end: 'Use steps of 5 minutes' });
  });

  test('SL12 refuses a cap that is none, beside the field', () => {
    const rows = [
      row('a', '09:00', '10:00', 0),
      row('b', '11:00', '12:00', 201),
      row('c', '13:00', '14:00', 200),
    ];
    expect([...windowErrors(rows)]).toEqual([
      ['a', { maxSessions: 'From 1 to 200' }],
      ['b', { maxSessions: 'From 1 to 200' }],
    ]);
  });

  test('wants a visit type where not all of them are meant', () => {
    const chosen = { ...row('a', '09:00', '10:00'), visitTypeIds: [] };
    expect(windowErrors([chosen]).get('a')).toEqual({ visitTypeIds: 'Choose at least one visit type' });
  });

  test('points at the second of two equal windows', () => {
    const errors = windowErrors([row('a', '09:00', '12:00'), row('b', '09:00', '12:00')]);
    expect([...errors.keys()]).toEqual(['b']);
  });

  test('accepts two windows of one time that are for different visit types', () => {
    const [first, second] = [row('a', '09:00', '12:00'), row('b', '09:00', '12:00')];
    expect(windowErrors([first, { ...second, visitTypeIds: ['b'.repeat(24)] }]).size).toBe(0);
  });
});

describe('windowHints', () => {
  test('says when a window runs into the next day, not when it ends at midnight', () => {
    const hints = windowHints([row('a', '20:00', '00:00'), row('b', '22:00', '02:00')]);
    expect(hints.get('a')).toBeUndefined();
    expect(hints.get('b')).toMatch(/until 0?2:00.* on the next day/);
  });

  test('SL7 mentions an overlap but not two windows that only touch', () => {
    const touching = windowHints([row('a', '09:00', '12:00'), row('b', '12:00', '14:00')]);
    expect(touching.size).toBe(0);
    const overlapping = windowHints([row('a', '09:00', '12:00'), row('b', '11:00', '14:00')]);
    expect([...overlapping.keys()]).toEqual(['b']);
    expect(overlapping.get('b')).toContain('as one');
  });

  test('SL7 mentions an evening that runs into the next day’s window', () => {
    const evening = [row('x', '20:00', '02:00'), row('y', '18:00', '00:00')];
    const hints = windowHints([row('a', '01:00', '05:00'), row('b', '02:00', '03:00')], evening);
    expect(hints.get('a')).toContain('evening before');
    expect(hints.get('b')).not.toContain('evening before');
  });

  test('windows without a visit type in common are never seen as one', () => {
    const [first, second] = [row('a', '09:00', '12:00'), row('b', '11:00', '14:00')];
    const only = (...visitTypeIds: string[]) => ({ visitTypeIds });
    expect(
      windowHints([
        { ...first, ...only('x') },
        { ...second, ...only('y') },
      ]).size,
    ).toBe(0);
    expect(
      windowHints([
        { ...first, ...only('x') },
        { ...second, ...only('y', 'x') },
      ]).size,
    ).toBe(1);
    expect(windowHints([first, { ...second, ...only('y') }]).size).toBe(1);
  });
});
