import { describe, expect, test } from 'vitest';
import { holidaysFromIcs } from './holiday-ics.ts';

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'];

describe('a calendar file of public holidays', () => {
  test('is read by date: folded lines, escaped names, several days, two names of one date', () => {
    const file = calendar(
      'BEGIN:VTIMEZONE',
      'DTSTART:19700101T000000',
      'END:VTIMEZONE',
      ...event(
        'DTSTART;VALUE=DATE:20261225',
        'DTEND;VALUE=DATE:20261227',
        'SUMMARY;LANGUAGE=en:Christ',
        ' mas',
      ),
      ...event('DTSTART;VALUE=DATE:20260101', 'SUMMARY:New Year\\, first day'),
      ...event('DTSTART;VALUE=DATE:20260101', 'SUMMARY:Public Domain Day'),
      ...event('DTSTART;VALUE=DATE:20260501', 'SUMMARY:Moved away', 'STATUS:CANCELLED'),
    );
    expect(holidaysFromIcs(file)).toEqual([
      { date: '2026-01-01', name: 'New Year, first day, Public Domain Day' },
      { date: '2026-12-25', name: 'Christmas' },
      { date: '2026-12-26', name: 'Christmas' },
    ]);
  });

  test.each([
    ['a repeating event', calendar(...event('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=YEARLY')), 6],
    ['a time of day', calendar(...event('DTSTART:20260101T090000Z', 'SUMMARY:x')), 5],
    ['a date that does not exist', calendar(...event('DTSTART;VALUE=DATE:20260230', 'SUMMARY:x')), 5],
    ['an event without a date', calendar(...event('SUMMARY:x')), 3],
    ['an event without a name', calendar(...event('DTSTART;VALUE=DATE:20260101')), 3],
    [
      'an event that ends before it begins',
      calendar(...event('DTSTART:20260105', 'DTEND:20260101', 'SUMMARY:x')),
      3,
    ],
    ['another kind of file', '<html></html>', 1],
    ['a file that was cut off', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101', 3],
    ['an empty file', '', 1],
  ])('is refused for %s, naming the line', (_what, file, line) => {
    expect(() => holidaysFromIcs(file)).toThrow(new RegExp(`^Line ${line}: `));
  });
});
