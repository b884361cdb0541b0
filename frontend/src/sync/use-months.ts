import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services-context.ts';
import { type MonthsQuery, queryKey } from './query.ts';
import type { MonthsView } from './sync-types.ts';

const LOADING: MonthsView = {
  status: 'loading',
  answer: undefined,
  stale: false,
  justTaken: [],
  error: undefined,
};

/** How much is free on each date of a query, and the next free date, kept fresh while the component is mounted. */
export function useMonths(query: MonthsQuery): MonthsView {
  const { sync, stores } = useServices();
  const key = queryKey(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query, whose object is made anew
  useEffect(() => sync.watchMonths(query), [sync, key]);
  return useStore(stores.availability, (state) => state.months[key]) ?? LOADING;
}
