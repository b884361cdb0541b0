import type { AffectedAppointment, Decisions } from '@openslot/shared/contracts/common';
import { useEffect, useRef, useState } from 'react';
import { useServices } from '../app/services-context.ts';
import { affectedBy, type PendingDecision } from '../lib/affected-visits.ts';
import { type ApiProblem, toApiError } from '../lib/api-error.ts';

/** How a write ended. `cancelled`: the person did not want to decide on the visits in the way. */
export type WriteOutcome<T> =
  | { readonly kind: 'saved'; readonly value: T }
  | { readonly kind: 'refused'; readonly problem: ApiProblem }
  | { readonly kind: 'cancelled' };

/** Sends the change with the given decisions. */
export type Change<T> = (decisions: Decisions) => Promise<T>;

export interface ScheduleWrite {
  readonly busy: boolean;
  /** Visits that wait for a decision, for `AffectedVisitsDialog`. */
  readonly pending: PendingDecision | null;
  readonly run: <T extends { readonly seq: number }>(change: Change<T>) => Promise<WriteOutcome<T>>;
}

/**
 * Changes a doctor's schedule. A refusal because of booked visits becomes a question to the person, and the same
 * change is sent again with the answer; every other refusal is handed back. Never throws.
 */
export function useScheduleWrite(doctorId: string): ScheduleWrite {
  const { sync } = useServices();
  const [running, setRunning] = useState(0);
  const { pending, ask } = useQuestion();

  const attempt = async <T extends { readonly seq: number }>(
    change: Change<T>,
    decisions: Decisions,
  ): Promise<WriteOutcome<T>> => {
    try {
      return { kind: 'saved', value: await sync.write(doctorId, () => change(decisions)) };
    } catch (error) {
      const { problem } = toApiError(error);
      const visits = affectedBy(problem);
      if (visits === null) {
        return { kind: 'refused', problem };
      }
      const answer = await ask(visits);
      return answer === null ? { kind: 'cancelled' } : attempt(change, answer);
    }
  };

  return {
    busy: running > 0,
    pending,
    async run(change) {
      setRunning((count) => count + 1);
      try {
        return await attempt(change, []);
      } finally {
        setRunning((count) => count - 1);
      }
    },
  };
}

function useQuestion() {
  const [pending, setPending] = useState<PendingDecision | null>(null);
  const mounted = useRef(true);
  const open = useRef<((answer: null) => void) | null>(null);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
      open.current?.(null);
    };
  }, []);
  return {
    pending,
    /** A question that nobody can see any more is answered with no. */
    ask: (visits: readonly AffectedAppointment[]): Promise<Decisions | null> =>
      new Promise((resolve) => {
        if (!mounted.current) {
          resolve(null);
          return;
        }
        open.current?.(null);
        const settle = (answer: Decisions | null) => {
          open.current = null;
          setPending(null);
          resolve(answer);
        };
        open.current = settle;
        setPending({ visits, decide: settle });
      }),
  };
}
