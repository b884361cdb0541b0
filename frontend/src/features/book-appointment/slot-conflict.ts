import { SlotConflict } from '@openslot/shared/contracts/slot-conflict';
import type { ApiProblem } from '../../lib/api-error.ts';
import type { GoneReason } from './gone-notice.tsx';

/** What a refusal says of the times around the one that could not be had; null for any other refusal. */
export function conflictOf(problem: ApiProblem | null): SlotConflict | null {
  const parsed = SlotConflict.safeParse(problem);
  return parsed.success ? parsed.data : null;
}

const GONE_CODES: Readonly<Record<string, GoneReason>> = {
  slot_taken: 'taken',
  slot_not_offered: 'not-offered',
  patient_busy: 'busy',
};

/** Null where the refusal does not mean that the time cannot be had. */
export function goneBecause(problem: ApiProblem | null): GoneReason | null {
  return problem === null ? null : (GONE_CODES[problem.code] ?? null);
}
