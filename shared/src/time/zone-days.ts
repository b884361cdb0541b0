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

/**
 * The first instant from which on the local date is `day` or later for good. Differs from {@link startOfDay} only
 * where clocks are set back over midnight and return to the day before.
 */
export function startOfDayForGood(table: ZoneTable, day: number): EpochMs {
  const start = startOfDay(table, day);
  if (!Number.isNaN(uniformOffset(table, day))) {
    return start;
  }
  const change = nextChange(table, start, start + DAY_MS);
  return change && localDayAt(table, change.at) < day ? day * DAY_MS - change.offset : start;
}

/**
 * A test for instants: is the local date there `day` or later? Near a clock change it asks the table, because
 * clocks set back over midnight return to the day before.
 */
export function onOrAfterDay(table: ZoneTable, day: number): (at: EpochMs) => boolean {
  const uniform = uniformOffset(table, day);
  if (!Number.isNaN(uniform)) {
    const start = day * DAY_MS - uniform;
    return (at) => at >= start;
  }
  return (at) => localDayAt(table, at) >= day;
}
