import type { Hold } from '@openslot/shared/contracts/holds';
import type { ApiProblem } from '../lib/api-error.ts';
import { epochMs } from '../lib/clock.ts';

/** A slot that somebody wants to have held. */
export interface HoldTarget {
  readonly doctorId: string;
  readonly visitTypeId: string;
  readonly startsAt: string;
  /** The viewer's zone, for the day in a refusal. */
  readonly timeZone: string;
}

/**
 * How it stands with the chosen slot. `none`: nothing is chosen. `over`: its time ran out, or it was given back elsewhere.
 * `elsewhere`: the same person chose another slot of the doctor in another window. `refused`: see `problem`.
 */
export type HoldPhase = 'none' | 'asking' | 'held' | 'over' | 'elsewhere' | 'refused';

export interface HoldState {
  readonly phase: HoldPhase;
  /** What is chosen. */
  readonly target: HoldTarget | null;
  /** What the clinic keeps for this person; of another slot than `target` while, and after, that could not be had. */
  readonly hold: Hold | null;
  readonly extending: boolean;
  /** Why the slot is not held, or not held any longer. */
  readonly problem: ApiProblem | null;
}

export const NOTHING_HELD: HoldState = {
  phase: 'none',
  target: null,
  hold: null,
  extending: false,
  problem: null,
};

type Chosen = Omit<HoldTarget, 'timeZone'> | null;

/** The same kind of visit with the same doctor at the same time; nothing is the same as nothing. */
export function isSameSlot(a: Chosen, b: Chosen): boolean {
  if (a === null || b === null) {
    return a === b;
  }
  return (
    a.doctorId === b.doctorId &&
    a.visitTypeId === b.visitTypeId &&
    epochMs(a.startsAt) === epochMs(b.startsAt)
  );
}
