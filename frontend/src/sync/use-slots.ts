import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services-context.ts';
import { queryKey, type SlotsQuery } from './query.ts';
import type { SlotsView } from './sync-types.ts';

const LOADING: SlotsView = {
  status: 'loading',
  answer: undefined,
  stale: false,
  justTaken: [],
  error: undefined,
};

/** The free times of a query, kept fresh while the component is mounted. */
export function useSlots(query: SlotsQuery): SlotsView {
  const { sync, stores } = useServices();
  const key = queryKey(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query, whose object is made anew
  useEffect(() => sync.watchSlots(query), [sync, key]);
  return useStore(stores.availability, (state) => state.slots[key]) ?? LOADING;
}
