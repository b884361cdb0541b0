import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant';
import { offsetNanoseconds } from 'temporal-polyfill/fns/ZonedDateTime';

/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number;

/** 24 hours in milliseconds: the length of a UTC day, which is not the length of every local day. */
export const DAY_MS = 86_400_000;

const MAX_ZONES = 128;
const MAX_DAYS = 8_192;
const ZONE_PATTERN = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** A moment at which a zone's offset becomes another one. */
interface OffsetChange {
  readonly at: EpochMs;
  readonly offset: number;
}

interface UtcDay {
  readonly offsetAtStart: number;
  readonly offsetAtEnd: number;
  readonly changes: readonly OffsetChange[];
}

/**
 * The offsets of one zone, read from Temporal once for each UTC day and kept: a read costs microseconds, a
 * lookup nanoseconds, and slots need many.
 */
export interface ZoneTable {
  readonly id: string;
  readonly utcDays: Map<number, UtcDay>;
  /** Local day → its one offset, or NaN when an offset change is within a day of it. */
  readonly uniform: Map<number, number>;
}

const tables = new Map<string, ZoneTable>();

function readOffset(id: string, at: EpochMs): number {
  return offsetNanoseconds(toZonedDateTimeISO(fromEpochMilliseconds(at), id)) / 1e6;
}

/**
 * The table of a zone.
 *
 * @throws RangeError for anything but an IANA zone name: offsets such as `+02:00` are refused.
 */
export function zoneTable(timeZone: string): ZoneTable {
  const known = tables.get(timeZone);
  if (known) {
    return known;
  }
  if (typeof timeZone !== 'string' || timeZone.length > 64 || !ZONE_PATTERN.test(timeZone)) {
    throw new RangeError(`Not an IANA time zone: ${String(timeZone)}`);
  }
  readOffset(timeZone, 0);
  const [oldest] = tables.keys();
  if (tables.size >= MAX_ZONES && oldest !== undefined) {
    tables.delete(oldest);
  }
  const table = { id: timeZone, utcDays: new Map(), uniform: new Map() };
  tables.set(timeZone, table);
  return table;
}

/** Every offset change in `(from, to]`, by halving to the second; offsets change at whole seconds. */
function findChanges(id: string, from: EpochMs, to: EpochMs, offsetAtStart: number, offsetAtEnd: number) {
  const changes: OffsetChange[] = [];
  let [start, current] = [from / 1000, offsetAtStart];
  while (current !== offsetAtEnd) {
    let [before, after] = [start, to / 1000];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (readOffset(id, middle * 1000) === current) {
        before = middle;
      } else {
        after = middle;
      }
    }
    current = readOffset(id, after * 1000);
    changes.push({ at: after * 1000, offset: current });
    start = after;
  }
  return changes;
}

function utcDay(table: ZoneTable, day: number): UtcDay {
  const known = table.utcDays.get(day);
  if (known) {
    return known;
  }
  if (table.utcDays.size >= MAX_DAYS) {
    table.utcDays.clear();
    table.uniform.clear();
  }
  const [from, to] = [day * DAY_MS, (day + 1) * DAY_MS];
  const offsetAtStart = table.utcDays.get(day - 1)?.offsetAtEnd ?? readOffset(table.id, from);
  const offsetAtEnd = table.utcDays.get(day + 1)?.offsetAtStart ?? readOffset(table.id, to);
  const changes = findChanges(table.id, from, to, offsetAtStart, offsetAtEnd);
  const entry = { offsetAtStart, offsetAtEnd, changes };
  table.utcDays.set(day, entry);
  return entry;
}

/** Milliseconds to add to `at` to read the zone's wall clock as if it were UTC. */
export function offsetAt(table: ZoneTable, at: EpochMs): number {
  const day = utcDay(table, Math.floor(at / DAY_MS));
  let offset = day.offsetAtStart;
  for (const change of day.changes) {
    if (change.at <= at) {
      offset = change.offset;
    }
  }
  return offset;
}

/** The first offset change in `(after, until]`, or null. Meant for spans of a few days. */
export function nextChange(table: ZoneTable, after: EpochMs, until: EpochMs): OffsetChange | null {
  for (let day = Math.floor(after / DAY_MS); day * DAY_MS <= until; day++) {
    const found = utcDay(table, day).changes.find((change) => change.at > after);
    if (found) {
      return found.at <= until ? found : null;
    }
  }
  return null;
}

/** The one offset of a local day on which, and a day around which, no clock changes; otherwise NaN. */
export function uniformOffset(table: ZoneTable, day: number): number {
  const known = table.uniform.get(day);
  if (known !== undefined) {
    return known;
  }
  const { offsetAtStart } = utcDay(table, day - 1);
  const quiet = [day - 1, day, day + 1].every((utc) => utcDay(table, utc).changes.length === 0);
  const offset = quiet ? offsetAtStart : Number.NaN;
  table.uniform.set(day, offset);
  return offset;
}
