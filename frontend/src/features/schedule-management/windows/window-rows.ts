import { newKey } from './row-key.ts';
import type { WindowRow } from './window-checks.ts';

interface TimePair {
  readonly start: string;
  readonly end: string;
}

interface Hours extends TimePair {
  readonly maxSessions: number | null;
  readonly visitTypeIds?: string[] | undefined;
}

/** A contract window as a row of a form: a time field has no 24:00 and shows midnight as 00:00. */
export function rowOf({ start, end, maxSessions, visitTypeIds }: Hours): WindowRow {
  const types = visitTypeIds === undefined ? {} : { visitTypeIds };
  return { key: newKey(), start, end: end === '24:00' ? '00:00' : end, maxSessions, ...types };
}

/** The row as the contract writes it. */
export function windowOf({ start, end, maxSessions, visitTypeIds }: Hours): Hours {
  const types = visitTypeIds === undefined ? {} : { visitTypeIds };
  return { start, end: end === '00:00' ? '24:00' : end, maxSessions, ...types };
}

function clock(total: number): string {
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** A sensible next window: an hour after the day's last one, or nine to five. Never past midnight. */
export function suggestedTimes(day: readonly TimePair[]): TimePair {
  const ends = day.map((window) => window.end).filter((end) => end !== '' && end !== '00:00');
  if (ends.length === 0) {
    return { start: '09:00', end: '17:00' };
  }
  const start = Math.min(Math.max(...ends.map(minutes)) + 60, 23 * 60);
  const end = Math.min(start + 180, 24 * 60);
  return { start: clock(start), end: end === 24 * 60 ? '00:00' : clock(end) };
}
