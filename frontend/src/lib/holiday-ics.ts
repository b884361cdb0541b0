import { type Holiday, MAX_HOLIDAYS } from '@openslot/shared/contracts/holidays';
import { addDays, isLocalDate } from '@openslot/shared/time/local-date';

/** A file that cannot be imported: nothing of it is. `line` counts from 1, as editors do. */
export class IcsFileError extends Error {
  override readonly name = 'IcsFileError';
  readonly line: number;

  constructor(line: number, text: string) {
    super(`Line ${line}: ${text}`);
    this.line = line;
  }
}

interface ContentLine {
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

interface EventDraft {
  readonly line: number;
  first?: string;
  /** Exclusive (RFC 5545 §3.6.1). */
  end?: string;
  name?: string;
  cancelled?: boolean;
}

const NAME_MAX = 100;
/** Longer is a mistake, not a holiday. */
const MAX_DAYS = 31;

/** Content lines with folded ones put together (RFC 5545 §3.1), each with the number of its first line. */
function contentLines(text: string): ContentLine[] {
  const unfolded: { line: number; text: string }[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const last = unfolded.at(-1);
    if (/^[ \t]/.test(raw) && last !== undefined) {
      last.text += raw.slice(1);
    } else if (raw !== '') {
      unfolded.push({ line: index + 1, text: raw });
    }
  }
  return unfolded.map(({ line, text: content }) => {
    const match = /^([A-Za-z0-9-]+)(?:;(?:[^":]|"[^"]*")*)?:(.*)$/.exec(content);
    if (match === null) {
      throw new IcsFileError(line, 'this is not a line of a calendar file');
    }
    return { line, name: (match[1] ?? '').toUpperCase(), value: match[2] ?? '' };
  });
}

function wholeDay({ line, name, value }: ContentLine): string {
  const date = value.trim().replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  if (/^\d{8}T\d{6}Z?$/.test(value.trim())) {
    throw new IcsFileError(line, `${name} has a time of day; holidays are whole days`);
  }
  if (!isLocalDate(date)) {
    throw new IcsFileError(line, `${name} is not a date such as 20261225`);
  }
  return date;
}

function plainText(value: string): string {
  return value
    .replace(/\\([nN,;\\])/g, (_match, mark: string) => (mark.toLowerCase() === 'n' ? ' ' : mark))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, NAME_MAX);
}

function readProperty(event: EventDraft, property: ContentLine): void {
  switch (property.name) {
    case 'DTSTART':
      event.first = wholeDay(property);
      break;
    case 'DTEND':
      event.end = wholeDay(property);
      break;
    case 'SUMMARY':
      event.name = plainText(property.value);
      break;
    case 'STATUS':
      event.cancelled = property.value.trim().toUpperCase() === 'CANCELLED';
      break;
    case 'RRULE':
    case 'RDATE':
    case 'DURATION':
      throw new IcsFileError(
        property.line,
        `${property.name} is not supported; export the dates of single years instead`,
      );
  }
}

function holidaysOf({ line, first, end, name = '', cancelled = false }: EventDraft): Holiday[] {
  if (first === undefined) {
    throw new IcsFileError(line, 'this event has no DTSTART');
  }
  if (name === '') {
    throw new IcsFileError(line, 'this event has no SUMMARY');
  }
  const last = end === undefined || end === first ? first : addDays(end, -1);
  if (last < first || last >= addDays(first, MAX_DAYS)) {
    throw new IcsFileError(line, `this event must last from 1 to ${MAX_DAYS} days`);
  }
  const dates: Holiday[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    dates.push({ date, name });
  }
  return cancelled ? [] : dates;
}

/** The events of the file; what other components hold (time zones, alarms) is passed over. */
function readEvents(lines: readonly ContentLine[]): EventDraft[] {
  const open: string[] = [];
  const events: EventDraft[] = [];
  for (const property of lines) {
    const component = property.value.trim().toUpperCase();
    if (open.length === 0 && `${property.name}:${component}` !== 'BEGIN:VCALENDAR') {
      throw new IcsFileError(property.line, 'a calendar file begins with BEGIN:VCALENDAR');
    }
    if (property.name === 'BEGIN') {
      open.push(component);
      if (component === 'VEVENT') {
        events.push({ line: property.line });
      }
    } else if (property.name === 'END') {
      if (open.pop() !== component) {
        throw new IcsFileError(property.line, `END:${component} closes nothing that was begun`);
      }
    } else if (open.at(-1) === 'VEVENT') {
      readProperty(events[events.length - 1] ?? { line: property.line }, property);
    }
  }
  if (open.length > 0 || lines.length === 0) {
    throw new IcsFileError(lines.at(-1)?.line ?? 1, 'the file ends too early');
  }
  return events;
}

/**
 * The whole-day events of a calendar file of public holidays (RFC 5545), by date; names of one date are joined.
 * @throws IcsFileError for anything that cannot be read: a file is taken whole or not at all.
 */
export function holidaysFromIcs(text: string): Holiday[] {
  const names = new Map<string, string[]>();
  const events = readEvents(contentLines(text));
  for (const event of events) {
    for (const { date, name } of holidaysOf(event)) {
      names.set(date, [...new Set([...(names.get(date) ?? []), name])]);
    }
    if (names.size > MAX_HOLIDAYS) {
      throw new IcsFileError(event.line, `there are more than ${MAX_HOLIDAYS} dates in this file`);
    }
  }
  return [...names]
    .map(([date, all]) => ({ date, name: all.join(', ').slice(0, NAME_MAX).trim() }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}
