import { createStore } from 'zustand/vanilla';

export type HourCycle = 'h12' | 'h23';

interface HourCycleState {
  /** Null: as the reader's language has it. Kept while the page is open, nowhere else. */
  readonly chosen: HourCycle | null;
}

/** Which clock times are written by: one choice for all of the application. */
export const hourCycleStore = createStore<HourCycleState>()(() => ({ chosen: null }));

/** The clock that people who write `locale` read. */
export function usualHourCycle(locale: string): HourCycle {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return hourCycle === 'h11' || hourCycle === 'h12' ? 'h12' : 'h23';
}
