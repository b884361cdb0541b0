import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services-context.ts';
import type { AppointmentsState } from '../state/appointments-store.ts';

/** The signed-in person's own visits, kept fresh while the component is mounted. */
export function useAppointments(): AppointmentsState {
  const { sync, stores } = useServices();
  useEffect(() => sync.watchAppointments(), [sync]);
  return useStore(stores.appointments);
}
