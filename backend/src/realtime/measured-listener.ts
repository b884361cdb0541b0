import type { Clock } from '../lib/clock.ts';
import type { TailListener } from './tail.ts';

interface Measures {
  /** Milliseconds from the log time of a change until now; less than none when another server's clock is ahead. */
  readonly changeHeard: (lagMs: number) => void;
  readonly resynced: () => void;
}

/** Measures what `listener` is told of the log. */
export function measuredListener(listener: TailListener, clock: Clock, measures: Measures): TailListener {
  return {
    availabilityChanged(row) {
      listener.availabilityChanged(row);
      measures.changeHeard(clock.now() - row.changedAt.getTime());
    },
    noticed: (notice) => listener.noticed(notice),
    resync() {
      measures.resynced();
      listener.resync();
    },
  };
}
