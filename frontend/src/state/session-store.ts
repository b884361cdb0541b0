import type { SessionUser } from '@openslot/shared/contracts/session';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiProblem } from '../lib/api-error.ts';

export interface SessionState {
  /** `failed`: whether somebody is signed in could not be read; `problem` says why. */
  readonly status: 'loading' | 'ready' | 'failed';
  readonly user: SessionUser | null;
  /** The sign-in of `user` has ended by itself. Their pages stay, with what was typed, until they are back. */
  readonly lapsed: boolean;
  readonly problem: ApiProblem | null;
}

export type SessionStore = StoreApi<SessionState>;

export function createSessionStore(): SessionStore {
  return createStore<SessionState>()(() => ({ status: 'loading', user: null, lapsed: false, problem: null }));
}
