import type { Clinic } from '@openslot/shared/contracts/clinic';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface ClinicState {
  readonly clinic: Clinic | null;
}

export type ClinicStore = StoreApi<ClinicState>;

export function createClinicStore(): ClinicStore {
  return createStore<ClinicState>()(() => ({ clinic: null }));
}
