import type { Interval, OccupiedTime, SlotInput } from './slot-types.ts';
import { NO_STARTS, StartCollector, type StartSet } from './start-set.ts';
import type { WorkingWindow } from './working-hours.ts';

const MINUTE_MS = 60_000;

/**
 * What stands in the way, as sets of *start times* at which a slot of this visit type may not begin. Turning busy
 * time into forbidden starts once makes each candidate one comparison.
 */
export interface Obstacles {
  /** Everything: a candidate in here is not offered. */
  readonly all: StartSet;
  /** Without others' holds: what stays forbidden when every hold lapses. */
  readonly lasting: StartSet;
  /** The slot itself meets a live hold. */
  readonly held: StartSet;
}

/** The same, told apart by reason (SL14). */
export interface ObstaclesByReason {
  /** The slot itself meets unavailability, an appointment, a live hold. */
  readonly blocked: StartSet;
  readonly booked: StartSet;
  readonly held: StartSet;
  /** The slot and busy time meet through a buffer, or directly. */
  readonly near: StartSet;
  /** Windows in which no further visit may start (SL12). */
  readonly full: StartSet;
}

/** Holds count until they expire (SL9) and unless they are the viewer's own (SL13). */
export function isLiveHold(occupied: OccupiedTime, now: number): boolean {
  return (
    occupied.kind === 'hold' &&
    occupied.own !== true &&
    (occupied.expiresAt === undefined || occupied.expiresAt > now)
  );
}

/** A visit type in milliseconds. */
interface Lengths {
  readonly duration: number;
  readonly before: number;
  readonly after: number;
}

function lengthsOf({ visitType }: SlotInput): Lengths {
  return {
    duration: visitType.durationMinutes * MINUTE_MS,
    before: visitType.bufferBeforeMinutes * MINUTE_MS,
    after: visitType.bufferAfterMinutes * MINUTE_MS,
  };
}

/**
 * Collects starts at which `[start - before, start + duration + after)` meets `busy`. Both are half-open and in whole
 * milliseconds, so the open interval of starts is the half-open one from the next millisecond.
 */
function addMeeting(starts: StartCollector, busy: Interval, { duration, before, after }: Lengths): void {
  starts.add(busy.start - duration - after + 1, busy.end + before);
}

function addMeetingItself(starts: StartCollector, busy: Interval, { duration }: Lengths): void {
  starts.add(busy.start - duration + 1, busy.end);
}

/** SL9: between two visits lies the larger of the two buffers, because each widens only itself. */
function addMeetingVisit(starts: StartCollector, visit: OccupiedTime, type: Lengths): void {
  const before = Math.max(type.before, visit.bufferAfterMinutes * MINUTE_MS);
  const after = Math.max(type.after, visit.bufferBeforeMinutes * MINUTE_MS);
  starts.add(visit.start - type.duration - after + 1, visit.end + before);
}

/** How many of the sorted `starts` are earlier than `at`. */
function countBefore(starts: readonly number[], at: number): number {
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
}

function isCapped(window: WorkingWindow): boolean {
  return window.maxSessions !== undefined && window.end > window.start;
}

function appointmentsOf(input: SlotInput): OccupiedTime[] {
  return input.occupied.filter((one) => one.kind === 'appointment');
}

/**
 * SL12: adds windows in which as many visits start as they allow, counted one date's instance at a time. Visits are all
 * appointments and these holds, gathered only when a window has a cap.
 */
function addFullWindows(
  full: StartCollector,
  windows: readonly WorkingWindow[],
  input: SlotInput,
  holds: readonly OccupiedTime[],
): void {
  if (!windows.some(isCapped)) {
    return;
  }
  const starts = [...appointmentsOf(input), ...holds].map((visit) => visit.start).sort((a, b) => a - b);
  for (const { start, end, maxSessions = Number.POSITIVE_INFINITY } of windows.filter(isCapped)) {
    if (countBefore(starts, end) - countBefore(starts, start) >= maxSessions) {
      full.add(start, end);
    }
  }
}

/** Everything the slots of one question must keep clear of. `windows` are unmerged, with their caps. */
export function findObstacles(input: SlotInput, windows: readonly WorkingWindow[]): Obstacles {
  const type = lengthsOf(input);
  const lasting = new StartCollector();
  const holds: OccupiedTime[] = [];
  // One pass: there may be hundreds of visits, and they are most of what a question costs.
  for (const one of input.occupied) {
    if (one.kind === 'appointment') {
      addMeetingVisit(lasting, one, type);
    } else if (isLiveHold(one, input.now)) {
      holds.push(one);
    }
  }
  for (const block of input.unavailability) {
    addMeeting(lasting, block, type);
  }
  addFullWindows(lasting, windows, input, []);
  if (holds.length === 0) {
    const set = lasting.toSet();
    return { all: set, lasting: set, held: NO_STARTS };
  }
  const [all, held] = [lasting.copy(), new StartCollector()];
  for (const hold of holds) {
    addMeetingVisit(all, hold, type);
    addMeetingItself(held, hold, type);
  }
  addFullWindows(all, windows, input, holds);
  return { all: all.toSet(), lasting: lasting.toSet(), held: held.toSet() };
}

function startsItself(busy: readonly Interval[], type: Lengths): StartSet {
  const starts = new StartCollector();
  for (const one of busy) {
    addMeetingItself(starts, one, type);
  }
  return starts.toSet();
}

/** The obstacles of {@link findObstacles} by reason: for explanations only. */
export function findObstaclesByReason(
  input: SlotInput,
  windows: readonly WorkingWindow[],
): ObstaclesByReason {
  const type = lengthsOf(input);
  const appointments = appointmentsOf(input);
  const holds = input.occupied.filter((one) => isLiveHold(one, input.now));
  const visits = [...appointments, ...holds];
  const [near, full] = [new StartCollector(), new StartCollector()];
  for (const block of input.unavailability) {
    addMeeting(near, block, type);
  }
  for (const visit of visits) {
    addMeetingVisit(near, visit, type);
  }
  addFullWindows(full, windows, input, holds);
  return {
    blocked: startsItself(input.unavailability, type),
    booked: startsItself(appointments, type),
    held: startsItself(holds, type),
    near: near.toSet(),
    full: full.toSet(),
  };
}
