import type { ApiProblem } from '../../../lib/api-error.ts';
import type { ToastInput } from '../../../state/toasts-store.ts';

/** Long enough to read what somebody else made of it, and to decide. */
const DECIDE_MS = 60_000;

/**
 * Tells that something is there again because its removal was refused. If that was because somebody changed it meanwhile
 * (RT33), `now` says what it is, and it can be kept by doing nothing or removed all the same.
 */
export function notRemoved(
  problem: ApiProblem,
  now: string | undefined,
  removeAnyway: () => void,
): ToastInput {
  if (now === undefined) {
    return { tone: 'error', title: 'Not removed', text: problem.detail ?? `${problem.title}.` };
  }
  return {
    tone: 'error',
    title: 'Not removed: changed by someone else meanwhile',
    text: `It is now: ${now}. It was kept.`,
    action: { label: 'Remove it anyway', run: removeAnyway },
    durationMs: DECIDE_MS,
  };
}
