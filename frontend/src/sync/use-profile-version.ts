import { useStore } from 'zustand';
import { useServices } from '../app/services-context.ts';

/** Changes when what a watched doctor is and offers has changed, not merely when: for what is read once and shown. */
export function useProfileVersion(doctorId: string): number {
  const { stores } = useServices();
  return useStore(stores.availability, ({ profiles }) => profiles[doctorId] ?? -1);
}
