import type { ToastInput } from '../../../state/toasts-store.ts';
import type { WriteOutcome } from '../../../sync/use-schedule-write.ts';

/** A form that stands aside while what it asked for is being saved. */
export interface Aside {
  /** It was saved: the form is over. */
  readonly done: () => void;
  /** It was not: the form is there again as it was. False when another dialog has taken its place. */
  readonly comeBack: () => boolean;
}

/** Tells of a change that was taken back while something else was being done; `show` opens its form again. */
export function notSaved(outcome: WriteOutcome<unknown>, show: () => void): ToastInput {
  const why = outcome.kind === 'refused' ? `${outcome.problem.title}. ` : '';
  return {
    tone: 'error',
    title: 'Your change was not saved',
    text: `${why}What you entered is kept.`,
    action: { label: 'Show', run: show },
    durationMs: 60_000,
  };
}
