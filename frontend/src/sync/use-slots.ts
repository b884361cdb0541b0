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

/** The free times of a query, kept fresh while the component is mounted; null asks for nothing. */
export function useSlots(query: SlotsQuery | null): SlotsView {
  const { sync, stores } = useServices();
  const key = query === null ? '' : queryKey(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query, whose object is made anew
  useEffect(() => (query === null ? undefined : sync.watchSlots(query)), [sync, key]);
  return useStore(stores.availability, (state) => state.slots[key]) ?? LOADING;
}
