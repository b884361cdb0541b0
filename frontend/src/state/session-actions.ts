import { choosePassword, signIn, signOut, signUp } from '@openslot/shared/contracts/auth';
import { readSession } from '@openslot/shared/contracts/session';
import type { z } from 'zod';
import type { Api } from '../lib/api-client.ts';
import { toApiError } from '../lib/api-error.ts';
import type { Tabs } from '../sync/tabs.ts';
import type { SessionStore } from './session-store.ts';

export interface SessionActions {
  /** These four throw `ApiError` with the fields that are wrong. */
  readonly signIn: (input: z.input<typeof signIn.body>) => Promise<void>;
  readonly signUp: (input: z.input<typeof signUp.body>) => Promise<void>;
  /** Accepts an invitation; gives the e-mail address to sign in with. */
  readonly choosePassword: (input: z.input<typeof choosePassword.body>) => Promise<{ email: string }>;
  readonly signOut: () => Promise<void>;
  /** Reads again who is signed in. Whose sign-in ended by itself stays the `user`, marked as lapsed. */
  readonly reload: () => Promise<void>;
  /** Reads who is signed in and follows the other tabs; gives the function that stops following. */
  readonly start: () => () => void;
}

interface Dependencies {
  readonly api: Api;
  readonly tabs: Tabs;
  readonly store: SessionStore;
  /** The socket's identity is decided when it connects, so a new session needs a new connection. */
  readonly sync: { readonly reconnect: () => void };
  readonly onSignedOut: () => void;
}

export function createSessionActions(dependencies: Dependencies): SessionActions {
  const { api, tabs, store, sync, onSignedOut } = dependencies;

  const reload = async (): Promise<void> => {
    try {
      const { user } = await api.call(readSession, {});
      const before = store.getState().user;
      if (before !== null && user !== null && user.id !== before.id) {
        // Somebody else sits here now: nothing of the one before may be left.
        onSignedOut();
        return;
      }
      store.setState({
        status: 'ready',
        user: user ?? before,
        lapsed: user === null && before !== null,
        problem: null,
      });
    } catch (error) {
      const { problem } = toApiError(error);
      store.setState((state) => (state.status === 'ready' ? { problem } : { status: 'failed', problem }));
    }
  };
  const begin = async (): Promise<void> => {
    await reload();
    sync.reconnect();
    tabs.tell({ type: 'signed-in' });
  };

  return {
    reload,
    signIn: (body) => api.call(signIn, { body }).then(begin),
    signUp: (body) => api.call(signUp, { body }).then(begin),
    choosePassword: (body) => api.call(choosePassword, { body }),
    async signOut() {
      await api.call(signOut, {});
      tabs.tell({ type: 'signed-out' });
      onSignedOut();
    },
    start() {
      void reload();
      return tabs.listen((message) => {
        if (message.type === 'signed-out') {
          onSignedOut();
        } else if (message.type === 'signed-in') {
          void reload().then(sync.reconnect);
        }
      });
    },
  };
}
