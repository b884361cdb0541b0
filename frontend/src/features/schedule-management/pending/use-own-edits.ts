import { useRef, useState } from 'react';
import type { WriteOutcome } from '../../../sync/use-schedule-write.ts';
import type { Edit, OwnEdit } from './own-edits.ts';

/** Enough for whatever is read late; older ones are in everything that is shown. */
const KEPT = 20;

export interface OwnEdits {
  readonly edits: readonly OwnEdit[];
  /**
   * Shows `edit` while `change` runs, then what `saved` makes of the answer until it was read again; nothing of it when
   * the change was refused.
   */
  readonly during: <T extends { readonly seq: number }>(
    edit: Edit,
    change: () => Promise<WriteOutcome<T>>,
    saved: (value: T) => Edit,
  ) => Promise<WriteOutcome<T>>;
}

/** The changes this tab makes to a schedule, shown before the server has answered (RT32). */
export function useOwnEdits(): OwnEdits {
  const [edits, setEdits] = useState<readonly OwnEdit[]>([]);
  const count = useRef(0);
  return {
    edits,
    async during(edit, change, saved) {
      count.current += 1;
      const key = count.current;
      setEdits((known) => [...known.slice(-KEPT), { ...edit, key, seq: null }]);
      const outcome = await change();
      const ended =
        outcome.kind === 'saved' ? { ...saved(outcome.value), key, seq: outcome.value.seq } : null;
      setEdits((known) => known.flatMap((one) => (one.key === key ? (ended ?? []) : one)));
      return outcome;
    },
  };
}
