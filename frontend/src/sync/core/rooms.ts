import type { QueryKey } from '../query.ts';
import { cancelTimer, type Draft, patchDoctor, setTimer } from './draft.ts';
import { isDoctorWatched } from './state.ts';

/** Pages change and come back; leaving a room in between would break the chain for nothing. */
const LINGER_MS = 10_000;

/** Asks to hear a doctor's changes; on every connection anew (RT13). */
export function watch(draft: Draft, doctorId: string): void {
  patchDoctor(draft, doctorId, { watch: 'asked' });
  draft.commands.push({ type: 'watch', doctorId });
}

/** RT23: hears of every doctor a watched query depends on. */
export function watchDoctorsOf(draft: Draft, key: QueryKey): void {
  const query = draft.state.queries[key];
  for (const doctorId of Object.keys(query !== undefined && query.watchers > 0 ? query.doctors : {})) {
    patchDoctor(draft, doctorId, {});
    cancelTimer(draft, `linger:${doctorId}`);
    if (draft.state.doctors[doctorId]?.watch === 'none' && draft.state.socket === 'up') {
      watch(draft, doctorId);
    }
  }
}

/** Gives the rooms of these doctors up soon, where no page shows anything of them any more (RT13). */
export function leaveSoon(draft: Draft, doctorIds: readonly string[]): void {
  for (const doctorId of doctorIds) {
    if (!isDoctorWatched(draft.state, doctorId)) {
      setTimer(draft, `linger:${doctorId}`, LINGER_MS);
    }
  }
}
