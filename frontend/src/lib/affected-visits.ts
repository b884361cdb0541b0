import { AffectedAppointment, type Decisions } from '@openslot/shared/contracts/common';
import { z } from 'zod';
import type { ApiProblem } from './api-error.ts';

const Affected = z.object({ affected: z.array(AffectedAppointment) });

/** A question that waits for a person: what happens to these visits? `decide(null)` gives the change up. */
export interface PendingDecision {
  readonly visits: readonly AffectedAppointment[];
  readonly decide: (decisions: Decisions | null) => void;
}

/** The visits that a refused change would leave outside the offered time; null for every other problem. */
export function affectedBy(problem: ApiProblem): AffectedAppointment[] | null {
  if (problem.code !== 'affected_appointments') {
    return null;
  }
  const parsed = Affected.safeParse(problem);
  return parsed.success ? parsed.data.affected : null;
}

/** The decisions the API wants: every visit that was ticked is kept. */
export function keepAll(appointmentIds: Iterable<string>): Decisions {
  return [...appointmentIds].map((appointmentId) => ({ appointmentId, action: 'keep' as const }));
}
