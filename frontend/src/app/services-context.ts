import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { SessionState } from '../state/session-store.ts';
import type { Services } from './services.ts';

export const ServicesContext = createContext<Services | null>(null);

/** The composed application: API, synchronisation, stores. Throws outside the provider. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) {
    throw new Error('useServices needs a ServicesContext above it');
  }
  return services;
}

/** Who is signed in; re-renders when that changes. */
export function useSession(): SessionState {
  return useStore(useServices().stores.session);
}
