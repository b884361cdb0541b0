import { MAX_SESSIONS } from '@openslot/shared/contracts/templates';
import { timeText } from '../calendar/date-texts.ts';

/** A row of start and end as it stands in a form; empty while it is being typed. An end of `00:00` means midnight. */
export interface WindowRow {
  readonly key: string;
  readonly start: string;
  readonly end: string;
  /** At most so many visits start in the window (SL12); null: no limit. */
  readonly maxSessions: number | null;
  /** The visit types this window is for; absent: all. Empty while somebody has chosen none yet. */
  readonly visitTypeIds?: string[] | undefined;
}

export interface WindowErrors {
  readonly start?: string;
  readonly end?: string;
  readonly maxSessions?: string;
  readonly visitTypeIds?: string;
}

/** What a person may change of a row. */
export type WindowChange = Partial<Omit<WindowRow, 'key'>>;

const FIELDS = ['start', 'end', 'maxSessions', 'visitTypeIds'] as const;

/** What the server found wrong with one window, told by pointers such as `windows/3/end`; undefined when nothing. */
export function serverWindowErrors(
  server: Readonly<Record<string, string>>,
  pointer: string,
): WindowErrors | undefined {
  const found = FIELDS.flatMap((field) => {
    const text = server[`${pointer}/${field}`];
    return text === undefined ? [] : [[field, text] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

const FULL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function timeError(time: string): string | undefined {
  if (!FULL_TIME.test(time)) {
    return 'Enter a time such as 09:30';
  }
  return Number(time.slice(3)) % 5 === 0 ? undefined : 'Use steps of 5 minutes';
}

function limitError(limit: number | null): string | undefined {
  return limit === null || (limit >= 1 && limit <= MAX_SESSIONS) ? undefined : `From 1 to ${MAX_SESSIONS}`;
}

/** The contract's end: midnight at the end of a window is `24:00` there. */
function endOf(row: WindowRow): string {
  return row.end === '00:00' ? '24:00' : row.end;
}

function rowErrors(row: WindowRow, earlier: readonly WindowRow[]): WindowErrors {
  const found = {
    start: timeError(row.start),
    end: timeError(row.end),
    maxSessions: limitError(row.maxSessions),
    visitTypeIds: row.visitTypeIds?.length === 0 ? 'Choose at least one visit type' : undefined,
  };
  const errors = Object.entries(found).filter(([, error]) => error !== undefined);
  if (errors.length > 0) {
    return Object.fromEntries(errors);
  }
  if (row.start === endOf(row)) {
    return { end: 'Must differ from the start' };
  }
  const typesOf = ({ visitTypeIds = [] }: WindowRow) => [...visitTypeIds].sort().join();
  const listed = earlier.some(
    (other) => other.start === row.start && other.end === row.end && typesOf(other) === typesOf(row),
  );
  return listed ? { start: 'This window is listed twice' } : {};
}

/** What is wrong with the windows of one day, by row; only rows with an error are in the answer. */
export function windowErrors(rows: readonly WindowRow[]): Map<string, WindowErrors> {
  const errors = new Map<string, WindowErrors>();
  for (const [index, row] of rows.entries()) {
    const found = rowErrors(row, rows.slice(0, index));
    if (Object.keys(found).length > 0) {
      errors.set(row.key, found);
    }
  }
  return errors;
}

function isComplete(row: WindowRow): boolean {
  return FULL_TIME.test(row.start) && FULL_TIME.test(row.end) && row.start !== endOf(row);
}

function isOvernight(row: WindowRow): boolean {
  return endOf(row) < row.start;
}

/** True when some visit type may be booked in both: only then do patients see two windows as one. */
function shareTypes(a: WindowRow, b: WindowRow): boolean {
  return a.visitTypeIds === undefined || (b.visitTypeIds?.some((id) => a.visitTypeIds?.includes(id)) ?? true);
}

/** Overlapping and touching windows are allowed; patients see them as one (SL7). */
function overlap(a: WindowRow, b: WindowRow): boolean {
  const endA = isOvernight(a) ? '24:00' : endOf(a);
  const endB = isOvernight(b) ? '24:00' : endOf(b);
  return a.start < endB && b.start < endA && shareTypes(a, b);
}

/** True when `evening`, of the day before, still runs at the start of `row`. */
function runsInto(evening: WindowRow, row: WindowRow): boolean {
  return isOvernight(evening) && row.start < evening.end && shareTypes(evening, row);
}

function remarks(row: WindowRow, earlier: readonly WindowRow[], dayBefore: readonly WindowRow[]): string[] {
  const notes = [];
  if (isOvernight(row)) {
    notes.push(`runs until ${timeText(row.end)} on the next day`);
  }
  if (earlier.some((other) => overlap(other, row))) {
    notes.push('overlaps another window: patients see the two as one');
  }
  if (dayBefore.some((evening) => runsInto(evening, row))) {
    notes.push('begins before the evening before has ended: patients see the two as one');
  }
  return notes;
}

/**
 * Remarks that do not stop anybody from saving, by row: it runs into the next day, it overlaps. `dayBefore` are the
 * windows of the weekday before, where there is one.
 */
export function windowHints(
  rows: readonly WindowRow[],
  dayBefore: readonly WindowRow[] = [],
): Map<string, string> {
  const hints = new Map<string, string>();
  const complete = rows.filter(isComplete);
  for (const [index, row] of complete.entries()) {
    const text = remarks(row, complete.slice(0, index), dayBefore.filter(isComplete)).join('; ');
    if (text !== '') {
      hints.set(row.key, `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
    }
  }
  return hints;
}
