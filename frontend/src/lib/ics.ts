import { isoInstant } from './clock.ts';

export interface CalendarEntry {
  /** Worldwide unique and the same whenever the entry is made again. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  /** Epoch ms, half-open `[startMs, endMs)`. */
  readonly startMs: number;
  readonly endMs: number;
  readonly stampMs: number;
}

/** An iCalendar file (RFC 5545) with one event, in UTC so that every calendar shows it in its own zone. */
export function icsFile(entry: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Openslot//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${utcStamp(entry.stampMs)}`,
    `DTSTART:${utcStamp(entry.startMs)}`,
    `DTEND:${utcStamp(entry.endMs)}`,
    `SUMMARY:${escapeText(entry.title)}`,
    `DESCRIPTION:${escapeText(entry.description)}`,
    `LOCATION:${escapeText(entry.location)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.flatMap(fold).join('\r\n')}\r\n`;
}

/** Where a calendar on the web takes the entry over, filled in; it is told of it only when the link is followed. */
export function calendarLinks(
  entry: CalendarEntry,
): readonly { readonly name: string; readonly url: string }[] {
  const { title, description, location, startMs, endMs } = entry;
  return [
    {
      name: 'Google Calendar',
      url: link('https://calendar.google.com/calendar/render', {
        action: 'TEMPLATE',
        text: title,
        dates: `${utcStamp(startMs)}/${utcStamp(endMs)}`,
        details: description,
        location,
      }),
    },
    {
      name: 'Outlook',
      url: link('https://outlook.live.com/calendar/0/deeplink/compose', {
        path: '/calendar/action/compose',
        rru: 'addevent',
        subject: title,
        startdt: isoInstant(startMs),
        enddt: isoInstant(endMs),
        body: description,
        location,
      }),
    },
  ];
}

/** Spaces as `%20`: Outlook shows the `+` of forms as it is. */
function link(address: string, query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${address}?${pairs.join('&')}`;
}

function utcStamp(ms: number): string {
  return isoInstant(ms).replace(/[-:]|\.\d{3}/g, '');
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** RFC 5545 §3.1: at most 75 octets a line, continued with a space; never inside a character. */
function fold(line: string): string[] {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 74) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part];
}

/** Hands a file to the person's device. */
export function download(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
