import { type Draft, patch, patchDoctor } from './draft.ts';
import type { ToastCandidate } from './state.ts';

/** Changes less than this apart are one burst (RT19). */
const BURST_GAP_MS = 2000;

/** The burst a change heard now belongs to. */
export function burstOf(draft: Draft): number {
  const { burst } = draft.state;
  const id = draft.now - burst.lastAt < BURST_GAP_MS ? burst.id : burst.id + 1;
  patch(draft, { burst: { ...burst, id, lastAt: draft.now } });
  return id;
}

/** Shows a toast unless the changes are this tab's own or their burst had one; waits while a write is in flight (RT15, RT19). */
export function considerToast(draft: Draft, doctorId: string, candidates: readonly ToastCandidate[]): void {
  const doctor = draft.state.doctors[doctorId];
  if (doctor === undefined || candidates.length === 0) {
    return;
  }
  if (doctor.writes > 0) {
    patchDoctor(draft, doctorId, { waitingToasts: [...doctor.waitingToasts, ...candidates] });
    return;
  }
  for (const { kind, seq, burst } of candidates) {
    if (!doctor.ownSeqs.includes(seq) && burst > draft.state.burst.toasted) {
      patch(draft, { burst: { ...draft.state.burst, toasted: burst } });
      draft.commands.push({ type: 'toast', kind });
    }
  }
}
