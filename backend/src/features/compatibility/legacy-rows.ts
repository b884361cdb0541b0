import { LocalDate } from '@openslot/shared/contracts/common';
import { TimeWindow, WeeklyWindow, WeeklyWindows } from '@openslot/shared/contracts/templates';
import { z } from 'zod';

/** The hours of one doctor as flat rows described them. */
export interface LegacyHours {
  /** As the rows name the doctor: an id or a name. */
  readonly doctor: string;
  /** Null when no row was about a weekday: weekly hours stay as they are. */
  readonly weekly: readonly WeeklyWindow[] | null;
  readonly dates: ReadonlyMap<string, readonly TimeWindow[]>;
}

export interface LegacyPlan {
  readonly hours: readonly LegacyHours[];
  /** What could not be expressed, one sentence for each row. Rows count from 1. */
  readonly problems: readonly string[];
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const NAMES: Readonly<Record<string, readonly string[]>> = {
  doctor: ['doctor', 'doctor_id', 'therapist_id', 'therapist'],
  date: ['date', 'override_date'],
  weekday: ['weekday', 'day_of_week'],
  start: ['start', 'start_time'],
  end: ['end', 'end_time'],
  available: ['available', 'is_available'],
};
const available = z
  .enum(['true', 'false', '1', '0', 'yes', 'no', 't', 'f'])
  .transform((word) => ['true', '1', 'yes', 't'].includes(word));

/** Sorts flat rows (doctor, date or weekday, start, end, available) into weekly hours and hours of single dates. */
export function planLegacyRows(rows: readonly unknown[]): LegacyPlan {
  const problems: string[] = [];
  const byDoctor = new Map<string, { weekly: WeeklyWindow[] | null; dates: Map<string, TimeWindow[]> }>();
  for (const [index, row] of rows.entries()) {
    try {
      const { doctor, entry } = readRow(row);
      const hours = byDoctor.get(doctor) ?? { weekly: null, dates: new Map() };
      byDoctor.set(doctor, hours);
      if (entry.kind === 'weekly') {
        const weekly = [...(hours.weekly ?? []), entry.window];
        hours.weekly = WeeklyWindows.parse(weekly);
      } else {
        const windows = [...(hours.dates.get(entry.date) ?? []), ...(entry.window ? [entry.window] : [])];
        hours.dates.set(entry.date, windows);
      }
    } catch (error) {
      problems.push(`Row ${index + 1}: ${reasonOf(error)}`);
    }
  }
  return { hours: [...byDoctor].map(([doctor, hours]) => ({ doctor, ...hours })), problems };
}

type Entry =
  | { readonly kind: 'weekly'; readonly window: WeeklyWindow }
  | { readonly kind: 'date'; readonly date: string; readonly window: TimeWindow | null };

function readRow(row: unknown): { doctor: string; entry: Entry } {
  const fields = z.record(z.string(), z.unknown()).parse(row);
  const text = (name: string) => {
    const key = NAMES[name]?.find((alias) => String(fields[alias] ?? '') !== '');
    return key === undefined ? null : String(fields[key]).trim();
  };
  const doctor = text('doctor');
  const [date, weekday] = [text('date'), text('weekday')];
  if (doctor === null || (date === null) === (weekday === null)) {
    throw new Error('needs a doctor and either a date or a weekday');
  }
  const isAvailable = available.parse((text('available') ?? 'true').toLowerCase());
  const [start, end] = [timeOf(text('start')), timeOf(text('end'))];
  const times = { start, end: end === '00:00' ? '24:00' : end };
  if (weekday !== null) {
    if (!isAvailable) {
      throw new Error('weekly hours say when somebody is available; leave the window out instead');
    }
    return {
      doctor,
      entry: { kind: 'weekly', window: WeeklyWindow.parse({ dayOfWeek: dayOf(weekday), ...times }) },
    };
  }
  if (!isAvailable && (start !== null || end !== null)) {
    throw new Error(
      'hours taken out of a date are neither weekly hours nor an override: mark them unavailable',
    );
  }
  const window = isAvailable ? TimeWindow.parse(times) : null;
  return { doctor, entry: { kind: 'date', date: LocalDate.parse(date), window } };
}

/** `09:00:00` as databases print it is 09:00; other seconds stay and are refused. */
function timeOf(text: string | null): string | null {
  return text?.replace(/^(\d\d:\d\d):00$/, '$1') ?? null;
}

function dayOf(weekday: string): number {
  return /^[0-6]$/.test(weekday) ? Number(weekday) : DAYS.indexOf(weekday.toLowerCase());
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim()).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
