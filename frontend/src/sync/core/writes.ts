import { catchUp, closeGap, learnOf } from './doctors.ts';
import { type Draft, patchDoctor, setTimer } from './draft.ts';
import { isFollowed } from './state.ts';
import { considerToast } from './toasts.ts';

const REMEMBERED_OWN_SEQS = 50;
/** The server tells the other tabs, too, and usually first. */
const NEWS_DELAY_MS = 200;

export function writeStarted(draft: Draft, doctorId: string): void {
  patchDoctor(draft, doctorId, { writes: (draft.state.doctors[doctorId]?.writes ?? 0) + 1 });
}

/**
 * RT15, RT18: the change is silent here, known to exist, and told to the other tabs.
 *
 * @param seq what the write answered with; null when it failed.
 */
export function writeEnded(draft: Draft, doctorId: string, seq: number | null): void {
  if (seq !== null) {
    draft.commands.push({ type: 'tell-tabs', doctorId, seq });
    toldOf(draft, doctorId, seq);
  }
  const doctor = draft.state.doctors[doctorId];
  if (doctor === undefined) {
    return;
  }
  const ownSeqs = seq === null ? doctor.ownSeqs : [...doctor.ownSeqs, seq].slice(-REMEMBERED_OWN_SEQS);
  const writes = Math.max(0, doctor.writes - 1);
  patchDoctor(draft, doctorId, { writes, ownSeqs, waitingToasts: [] });
  considerToast(draft, doctorId, doctor.waitingToasts);
}

/** RT18: should the server's own news of `seq` not arrive soon, this is enough to ask for it. */
export function toldOf(draft: Draft, doctorId: string, seq: number): void {
  const doctor = draft.state.doctors[doctorId];
  if (doctor !== undefined && (doctor.heard ?? -1) < seq) {
    learnOf(draft, doctorId, seq);
    setTimer(draft, `news:${doctorId}`, NEWS_DELAY_MS);
  }
}

export function newsDelayOver(draft: Draft, doctorId: string): void {
  if (!isFollowed(draft.state, doctorId)) {
    return;
  }
  if (draft.state.doctors[doctorId]?.heard === null) {
    catchUp(draft, doctorId);
  }
  closeGap(draft, doctorId);
}
