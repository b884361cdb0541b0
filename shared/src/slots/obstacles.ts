import { intervalAt, mergeIntervals } from './intervals.ts';
import type { Interval, OccupiedTime, SlotInput } from './slot-types.ts';
import type { WorkingWindow } from './working-hours.ts';

const MINUTE_MS = 60_000;

/**
 * What stands in the way, as sets of *start times* at which a slot of this visit type may not begin: merged lists
 * of half-open intervals. Turning busy time into forbidden starts once makes each candidate a lookup.
 */
export interface Obstacles {
  /** Everything: a candidate in here is not offered. */
  readonly all: readonly Interval[];
  /** Without others' holds: what stays forbidden when every hold lapses. */
  readonly lasting: readonly Interval[];
  /** The slot itself meets a live hold. */
  readonly held: readonly Interval[];
}

/** The same, told apart by reason (SL14). */
export interface ObstaclesByReason {
  /** The slot itself meets unavailability, an appointment, a live hold. */
  readonly blocked: readonly Interval[];
  readonly booked: readonly Interval[];
  readonly held: readonly Interval[];
  /** The slot and busy time meet through a buffer, or directly. */
  readonly near: readonly Interval[];
  /** Windows in which no further visit may start (SL12). */
  readonly full: readonly Interval[];
}

/**
 * Starts at which `[start - before, start + duration + after)` meets `busy`. Both are half-open and in whole
 * milliseconds, so the open interval of starts is the half-open one from the next millisecond.
 */
function startsMeeting(busy: Interval, duration: number, before: number, after: number): Interval {
  return { start: busy.start - duration - after + 1, end: busy.end + before };
}

/** Holds count until they expire (SL9) and unless they are the viewer's own (SL13). */
export function isLiveHold(occupied: OccupiedTime, now: number): boolean {
  return (
    occupied.kind === 'hold' &&
    occupied.own !== true &&
    (occupied.expiresAt === undefined || occupied.expiresAt > now)
  );
}

/** SL12: windows in which at least as many visits start as they allow, counted one date's instance at a time. */
function fullWindows(capped: readonly WorkingWindow[], visits: readonly Interval[]): Interval[] {
  if (capped.length === 0) {
    return [];
  }
  const starts = visits.map((visit) => visit.start).sort((a, b) => a - b);
  const countBefore = (at: number) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
  return capped.filter(
    ({ start, end, maxSessions = Number.POSITIVE_INFINITY }) =>
      countBefore(end) - countBefore(start) >= maxSessions,
  );
}

/** The busy time of a question, and what it does to starts. */
function busyTime(input: SlotInput, windows: readonly WorkingWindow[]) {
  const type = input.visitType;
  const duration = type.durationMinutes * MINUTE_MS;
  const [before, after] = [type.bufferBeforeMinutes * MINUTE_MS, type.bufferAfterMinutes * MINUTE_MS];
  return {
    appointments: input.occupied.filter((one) => one.kind === 'appointment'),
    holds: input.occupied.filter((one) => isLiveHold(one, input.now)),
    capped: windows.filter((window) => window.maxSessions !== undefined && window.end > window.start),
    itself: (busy: Interval) => startsMeeting(busy, duration, 0, 0),
    aroundBlock: (busy: Interval) => startsMeeting(busy, duration, before, after),
    // SL9: between two visits lies the larger of the two buffers, because each widens only itself.
    aroundVisit: (visit: OccupiedTime) =>
      startsMeeting(
        visit,
        duration,
        Math.max(before, visit.bufferAfterMinutes * MINUTE_MS),
        Math.max(after, visit.bufferBeforeMinutes * MINUTE_MS),
      ),
  };
}

/** Everything the slots of one question must keep clear of. `windows` are unmerged, with their caps. */
export function findObstacles(input: SlotInput, windows: readonly WorkingWindow[]): Obstacles {
  const { appointments, holds, capped, itself, aroundBlock, aroundVisit } = busyTime(input, windows);
  const lasting = mergeIntervals([
    ...input.unavailability.map(aroundBlock),
    ...appointments.map(aroundVisit),
    ...fullWindows(capped, appointments),
  ]);
  if (holds.length === 0) {
    return { all: lasting, lasting, held: [] };
  }
  const all = [...lasting, ...holds.map(aroundVisit), ...fullWindows(capped, [...appointments, ...holds])];
  return { all: mergeIntervals(all), lasting, held: mergeIntervals(holds.map(itself)) };
}

/** The obstacles of {@link findObstacles} by reason: for explanations only. */
export function findObstaclesByReason(
  input: SlotInput,
  windows: readonly WorkingWindow[],
): ObstaclesByReason {
  const { appointments, holds, capped, itself, aroundBlock, aroundVisit } = busyTime(input, windows);
  const visits = [...appointments, ...holds];
  return {
    blocked: mergeIntervals(input.unavailability.map(itself)),
    booked: mergeIntervals(appointments.map(itself)),
    held: mergeIntervals(holds.map(itself)),
    near: mergeIntervals([...input.unavailability.map(aroundBlock), ...visits.map(aroundVisit)]),
    full: mergeIntervals(fullWindows(capped, visits)),
  };
}

/** Is `start` one of the starts in a merged set? */
export function isAmong(starts: readonly Interval[], start: number): boolean {
  return intervalAt(starts, start) !== undefined;
}
