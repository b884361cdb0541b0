import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services-context.ts';
import { type CalendarQuery, queryKey } from './query.ts';
import type { CalendarView } from './sync-types.ts';

const LOADING: CalendarView = {
  status: 'loading',
  answer: undefined,
  stale: false,
  justTaken: [],
  error: undefined,
};

/** A doctor's schedule, kept fresh while the component is mounted; null asks for nothing. */
export function useCalendar(query: CalendarQuery | null): CalendarView {
  const { sync, stores } = useServices();
  const key = query === null ? '' : queryKey(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query, whose object is made anew
  useEffect(() => (query === null ? undefined : sync.watchCalendar(query)), [sync, key]);
  return useStore(stores.availability, (state) => state.calendars[key]) ?? LOADING;
}
