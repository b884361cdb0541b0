import { describe, expect, it } from 'vitest';
import { calendarLinks, icsFile } from './ics.ts';

const entry = {
  uid: 'abc@openslot',
  title: 'Check-up, with Dr. Weber; first',
  description: 'One\nTwo \\ three',
  location: 'Clinic',
  startMs: Date.UTC(2026, 2, 2, 9),
  endMs: Date.UTC(2026, 2, 2, 9, 30),
  stampMs: Date.UTC(2026, 1, 1),
};

describe('the calendar file', () => {
  it('names the times in UTC', () => {
    const lines = icsFile(entry).split('\r\n');
    expect(lines).toContain('DTSTART:20260302T090000Z');
    expect(lines).toContain('DTEND:20260302T093000Z');
    expect(lines).toContain('DTSTAMP:20260201T000000Z');
    expect(lines.at(-1)).toBe('');
  });

  it('escapes what would end a value', () => {
    const text = icsFile(entry);
    expect(text).toContain('SUMMARY:Check-up\\, with Dr. Weber\\; first\r\n');
    expect(text).toContain('DESCRIPTION:One\\nTwo \\\\ three\r\n');
  });

  it('folds long lines to 75 octets without breaking a character', () => {
    const title = 'Überprüfung '.repeat(20);
    const text = icsFile({ ...entry, title });
    const encoder = new TextEncoder();
    const longest = Math.max(...text.split('\r\n').map((line) => encoder.encode(line).length));
    expect(longest).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}`);
  });
});

describe('the calendars on the web', () => {
  it('are handed the same entry: times in UTC, texts unharmed, nothing else', () => {
    const [google, outlook] = calendarLinks({ ...entry, title: 'Check-up & more + Dr. Weber' });
    expect(Object.fromEntries(new URL(google?.url ?? '').searchParams)).toEqual({
      action: 'TEMPLATE',
      text: 'Check-up & more + Dr. Weber',
      dates: '20260302T090000Z/20260302T093000Z',
      details: entry.description,
      location: 'Clinic',
    });
    expect(Object.fromEntries(new URL(outlook?.url ?? '').searchParams)).toEqual({
      path: '/calendar/action/compose',
      rru: 'addevent',
      subject: 'Check-up & more + Dr. Weber',
      startdt: '2026-03-02T09:00:00.000Z',
      enddt: '2026-03-02T09:30:00.000Z',
      body: entry.description,
      location: 'Clinic',
    });
    expect(outlook?.url).toContain('Check-up%20%26%20more%20%2B%20Dr.');
  });
});
