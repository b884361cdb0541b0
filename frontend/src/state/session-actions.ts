import { readSession } from '@openslot/shared/contracts/session';
import type { Api } from '../lib/api-client.ts';
import { toApiError } from '../lib/api-error.ts';
import type { AuthClient } from '../lib/auth-client.ts';
import type { Tabs } from '../sync/tabs.ts';
import type { SessionStore } from './session-store.ts';

export interface SessionActions {
  readonly signIn: AuthClient['signIn'];
  readonly signUp: AuthClient['signUp'];
  readonly choosePassword: AuthClient['choosePassword'];
  readonly signOut: () => Promise<void>;
  /** Reads again who is signed in, for example after an answer `unauthenticated`. */
  readonly reload: () => Promise<void>;
  /** Reads who is signed in and follows the other tabs; gives the function that stops following. */
  readonly start: () => () => void;
}

interface Dependencies {
  readonly api: Api;
  readonly auth: AuthClient;
  readonly tabs: Tabs;
  readonly store: SessionStore;
  /** The socket's identity is decided when it connects, so a new session needs a new connection. */
  readonly sync: { readonly reconnect: () => void };
  readonly onSignedOut: () => void;
}

export function createSessionActions(dependencies: Dependencies): SessionActions {
  const { api, auth, tabs, store, sync, onSignedOut } = dependencies;

  const reload = async (): Promise<void> => {
    const before = store.getState().user;
    try {
      const { user } = await api.call(readSession, {});
      store.setState({ status: 'ready', user, problem: null });
      if (before !== null && user?.id !== before.id) {
        onSignedOut();
      }
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
    signIn: (input) => auth.signIn(input).then(begin),
    signUp: (input) => auth.signUp(input).then(begin),
    choosePassword: auth.choosePassword,
    async signOut() {
      await auth.signOut();
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
