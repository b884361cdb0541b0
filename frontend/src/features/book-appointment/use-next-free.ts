import { MAX_SLOT_RANGE_DAYS } from '@openslot/shared/contracts/slots';
import { addDays, type LocalDate } from '@openslot/shared/time/local-date';
import { useEffect, useState } from 'react';
import { queryKey, type SlotsQuery } from '../../sync/query.ts';
import { useSlots } from '../../sync/use-slots.ts';
import { earlierOf } from './month.ts';
import { firstFreeDate } from './offered-slots.ts';

export interface NextFree {
  readonly searching: boolean;
  /** The first date after the shown range with a free slot; null when there is none (yet). */
  readonly date: LocalDate | null;
}

/** Looks beyond a range without free slots, piece by piece up to `lastDate`; what it finds stays fresh. */
export function useNextFree(shown: SlotsQuery, lastDate: LocalDate, enabled: boolean): NextFree {
  const shownKey = queryKey(shown);
  const [progress, setProgress] = useState({ shownKey, pieces: 0 });
  const pieces = progress.shownKey === shownKey ? progress.pieces : 0;
  const from = addDays(shown.to, 1 + pieces * MAX_SLOT_RANGE_DAYS);
  const to = addDays(from, MAX_SLOT_RANGE_DAYS - 1);
  const searching = enabled && from <= lastDate;
  const view = useSlots(searching ? { ...shown, from, to: earlierOf(to, lastDate) } : null);
  const date = searching ? firstFreeDate(view.answer) : null;
  const isExhausted = searching && view.status === 'ready' && !view.stale && date === null;
  useEffect(() => {
    if (isExhausted) {
      setProgress({ shownKey, pieces: pieces + 1 });
    }
  }, [isExhausted, shownKey, pieces]);
  return { searching: searching && date === null && view.status !== 'failed', date };
}
