import { DAY_MS, type EpochMs, nextChange, offsetAt, uniformOffset, type ZoneTable } from './zone-table.ts';

/** Instants `[start, end)`; the first may begin at minus, the last end at plus infinity. */
export interface Span {
  readonly start: EpochMs;
  readonly end: EpochMs;
}

/**
 * All instants at which the local date is `day` or later, ascending. One span as a rule; two where clocks are set back
 * over the midnight `day` begins with and return to the day before. The zone is asked once for each of its changes
 * there, so that nobody has to ask it for each slot.
 */
export function spansFromDay(table: ZoneTable, day: number): Span[] {
  const midnight = day * DAY_MS;
  const uniform = uniformOffset(table, day);
  if (!Number.isNaN(uniform)) {
    return [{ start: midnight - uniform, end: Number.POSITIVE_INFINITY }];
  }
  const until = midnight + 2 * DAY_MS;
  const spans: Span[] = [];
  let from = midnight - 2 * DAY_MS;
  for (;;) {
    const change = nextChange(table, from, until);
    const start = Math.max(from, midnight - offsetAt(table, from));
    const end = change?.at ?? Number.POSITIVE_INFINITY;
    if (start < end) {
      spans.push({ start, end });
    }
    if (change === null) {
      return joined(spans);
    }
    from = change.at;
  }
}

/** All instants at which the local date is earlier than `day`: the others. */
export function spansBeforeDay(table: ZoneTable, day: number): Span[] {
  const spans: Span[] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const later of spansFromDay(table, day)) {
    spans.push({ start, end: later.start });
    start = later.end;
  }
  return spans;
}

/** Spans that touch become one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && last.end === span.start) {
      result[result.length - 1] = { start: last.start, end: span.end };
    } else {
      result.push(span);
    }
  }
  return result;
}

/** What two sorted lists of disjoint spans have in common. Meant for lists of a few. */
export function commonSpans(some: readonly Span[], others: readonly Span[]): Span[] {
  const common: Span[] = [];
  for (const one of some) {
    for (const other of others) {
      const start = Math.max(one.start, other.start);
      const end = Math.min(one.end, other.end);
      if (start < end) {
        common.push({ start, end });
      }
    }
  }
  return common;
}

/** All instants on the local dates `[firstDay, lastDay]`. One span as a rule; none for a date that the zone skips. */
export function spansOfDays(table: ZoneTable, firstDay: number, lastDay: number): Span[] {
  const before = uniformOffset(table, firstDay);
  const after = uniformOffset(table, lastDay + 1);
  if (Number.isNaN(before) || Number.isNaN(after)) {
    return commonSpans(spansFromDay(table, firstDay), spansBeforeDay(table, lastDay + 1));
  }
  return [{ start: firstDay * DAY_MS - before, end: (lastDay + 1) * DAY_MS - after }];
}
