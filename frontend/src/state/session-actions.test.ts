import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import type { SessionUser } from '@openslot/shared/contracts/session';
import { describe, expect, it, vi } from 'vitest';
import type { Api } from '../lib/api-client.ts';
import { clientError } from '../lib/api-error.ts';
import type { TabMessage } from '../sync/tabs.ts';
import { createSessionActions } from './session-actions.ts';
import { createSessionStore } from './session-store.ts';

const person = (id: string): SessionUser => ({
  id: id.repeat(24),
  name: `Person ${id}`,
  email: `${id}@example.org`,
  role: 'patient',
  doctorId: null,
  patientId: null,
});

function rig() {
  const world: { user: SessionUser | null; down: boolean } = { user: null, down: false };
  const told: TabMessage[] = [];
  let hear: (message: TabMessage) => void = () => undefined;
  const api = {
    call: async ({ path }: Endpoint) => {
      if (world.down) {
        throw clientError('offline');
      }
      return path === '/api/v1/session' ? { user: world.user, expiresAt: null } : {};
    },
  } as unknown as Api;
  const tabs = {
    tell: (message: TabMessage) => told.push(message),
    listen: (listener: (message: TabMessage) => void) => {
      hear = listener;
      return () => undefined;
    },
    close: () => undefined,
  };
  const store = createSessionStore();
  const [reconnect, onSignedOut] = [vi.fn(), vi.fn()];
  const actions = createSessionActions({ api, tabs, store, sync: { reconnect }, onSignedOut });
  return {
    world,
    told,
    store,
    actions,
    reconnect,
    onSignedOut,
    hear: (message: TabMessage) => hear(message),
  };
}

const SIGN_IN = { email: 'a@example.org', password: 'correct horse battery' };

describe('the session', () => {
  it('[RT34] begins with signing in: the socket connects anew and the other tabs hear of it', async () => {
    const { world, told, store, actions, reconnect } = rig();
    world.user = person('a');
    await actions.signIn(SIGN_IN);
    expect(store.getState()).toMatchObject({ status: 'ready', user: { id: person('a').id } });
    expect(reconnect).toHaveBeenCalledTimes(1);
    expect(told).toEqual([{ type: 'signed-in' }]);
  });

  it('[RT34] ends with signing out, here and in every other tab', async () => {
    const { told, actions, onSignedOut, hear } = rig();
    await actions.signOut();
    expect(onSignedOut).toHaveBeenCalledTimes(1);
    expect(told).toEqual([{ type: 'signed-out' }]);
    actions.start();
    hear({ type: 'signed-out' });
    expect(onSignedOut).toHaveBeenCalledTimes(2);
  });

  it('[RT35] that ended by itself leaves the pages to the same person, and nothing to another', async () => {
    const { world, store, actions, onSignedOut } = rig();
    world.user = person('a');
    await actions.reload();
    world.user = null;
    await actions.reload();
    expect(store.getState()).toMatchObject({ user: { id: person('a').id }, lapsed: true });
    world.user = person('a');
    await actions.reload();
    expect(store.getState().lapsed).toBe(false);
    expect(onSignedOut).not.toHaveBeenCalled();
    world.user = person('b');
    await actions.reload();
    expect(onSignedOut).toHaveBeenCalledTimes(1);
    expect(store.getState().user?.id).toBe(person('a').id);
  });

  it('that cannot be read is neither there nor not there', async () => {
    const { world, store, actions } = rig();
    world.down = true;
    await actions.reload();
    expect(store.getState()).toMatchObject({ status: 'failed', problem: { code: 'offline' } });
    world.down = false;
    world.user = person('a');
    await actions.reload();
    world.down = true;
    await actions.reload();
    expect(store.getState()).toMatchObject({ status: 'ready', user: { id: person('a').id } });
  });
});
