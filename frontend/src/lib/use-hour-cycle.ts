import { useStore } from 'zustand';
import { USUAL_CLOCK } from './format.ts';
import { type HourCycle, hourCycleStore } from './hour-cycle.ts';

/** The clock in use. Called by each page that writes times, so that it writes them again when another is chosen. */
export function useHourCycle(): HourCycle {
  return useStore(hourCycleStore, ({ chosen }) => chosen) ?? USUAL_CLOCK;
}
