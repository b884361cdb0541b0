import { DAY_MS, type EpochMs, nextChange, offsetAt, uniformOffset, type ZoneTable } from './zone-table.ts';

const MINUTE_MS = 60_000;

/**
 * The instant at which the wall clock of a local day shows `minute` (0 to 1440), SL3: a skipped time uses the
 * offset before the gap, a repeated one means its first occurrence.
 */
export function instantOfDayMinute(table: ZoneTable, day: number, minute: number): EpochMs {
  const naive = day * DAY_MS + minute * MINUTE_MS;
  const uniform = uniformOffset(table, minute < 1440 ? day : day + 1);
  if (!Number.isNaN(uniform)) {
    return naive - uniform;
  }
  const until = naive + DAY_MS;
  let offset = offsetAt(table, naive - DAY_MS);
  let change = nextChange(table, naive - DAY_MS, until);
  while (change && naive - offset >= change.at) {
    if (naive - change.offset < change.at) {
      return naive - offset;
    }
    offset = change.offset;
    change = nextChange(table, change.at, until);
  }
  return naive - offset;
}

/** Days since 1970-01-01 of the local date at an instant. */
export function localDayAt(table: ZoneTable, at: EpochMs): number {
  return Math.floor((at + offsetAt(table, at)) / DAY_MS);
}

/** The first instant of a local day; where its midnight is skipped, the moment the clocks jump. */
export function startOfDay(table: ZoneTable, day: number): EpochMs {
  const uniform = uniformOffset(table, day);
  if (!Number.isNaN(uniform)) {
    return day * DAY_MS - uniform;
  }
  const midnight = instantOfDayMinute(table, day, 0);
  const change = nextChange(table, midnight - DAY_MS, midnight);
  const skipped =
    change !== null && localDayAt(table, change.at - 1) < day && localDayAt(table, change.at) >= day;
  return skipped ? change.at : midnight;
}
