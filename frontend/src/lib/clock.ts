/** Where the time of day comes from; tests pass their own. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Epoch milliseconds of an ISO instant from the wire. */
export function epochMs(instant: string): number {
  return Date.parse(instant);
}

/** The ISO instant (UTC, `Z`) the wire expects. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}
