import type { SessionUser } from '@openslot/shared/contracts/session';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiProblem } from '../lib/api-error.ts';

export interface SessionState {
  /** `failed`: whether somebody is signed in could not be read; `problem` says why. */
  readonly status: 'loading' | 'ready' | 'failed';
  readonly user: SessionUser | null;
  readonly problem: ApiProblem | null;
}

export type SessionStore = StoreApi<SessionState>;

export function createSessionStore(): SessionStore {
  return createStore<SessionState>()(() => ({ status: 'loading', user: null, problem: null }));
}
