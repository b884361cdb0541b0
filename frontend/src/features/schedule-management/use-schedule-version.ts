import { useStore } from 'zustand';
import { useServices } from '../../app/services-context.ts';

/** Changes whenever a change of this doctor was heard of, whoever made it: for lists that no calendar query covers. */
export function useScheduleVersion(doctorId: string): string {
  const { stores } = useServices();
  return useStore(stores.availability, ({ heard }) => String(heard[doctorId] ?? ''));
}
