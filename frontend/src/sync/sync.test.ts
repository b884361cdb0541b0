import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Api } from '../lib/api-client.ts';
import { clientError } from '../lib/api-error.ts';
import { createAppointmentsStore } from '../state/appointments-store.ts';
import { createToastsStore } from '../state/toasts-store.ts';
import { queryKey } from './query.ts';
import type { LiveSocket, SocketListener } from './socket.ts';
import { createAvailabilityStore, createConnectionStore } from './stores.ts';
import { createSync } from './sync.ts';
import type { TabMessage } from './tabs.ts';
import { DAY, DOCTOR, hoursChanged, slot, slotsQuery } from './testing/core-driver.ts';

const KEY = queryKey(slotsQuery());

/** A clinic that answers from `offer`, a socket that a test speaks through, and the stores a page would read. */
function rig() {
  const world = { seq: 1, times: ['09:00', '09:30'], down: false, calls: [] as string[] };
  const told: TabMessage[] = [];
  let listener: SocketListener | undefined;
  let hearTab: (message: TabMessage) => void = () => undefined;
  const answers: Record<string, () => unknown> = {
    '/api/v1/doctors/:doctorId/slots': () => ({
      doctorId: DOCTOR,
      seq: world.seq,
      asOf: new Date().toISOString(),
      freshUntil: new Date(Date.now() + 3_600_000).toISOString(),
      timeZone: 'UTC',
      bookable: true,
      days: [{ date: DAY, slots: world.times.map((time) => slot(time)) }],
    }),
    '/api/v1/doctors/:doctorId/changes': () => ({
      doctorId: DOCTOR,
      seq: world.seq,
      asOf: new Date().toISOString(),
      reset: true,
      changes: [],
    }),
    '/api/v1/clinic': () => ({ name: 'Park', timeZone: 'UTC', demo: false }),
    '/api/v1/appointments': () => ({ items: [], total: 0, page: 1, pageSize: 100, asOf: '' }),
  };
  const api = {
    call: async ({ path }: Endpoint) => {
      world.calls.push(path.split('/').at(-1) ?? '');
      if (world.down) {
        throw clientError('offline');
      }
      return answers[path]?.();
    },
  } as unknown as Api;
  const socket: LiveSocket = {
    connect: (given) => {
      listener = given;
    },
    reconnect: vi.fn(),
    close: vi.fn(),
    watch: async () => world.seq,
    unwatch: vi.fn(),
  };
  const stores = {
    availability: createAvailabilityStore(),
    connection: createConnectionStore(),
    appointments: createAppointmentsStore(),
    toasts: createToastsStore(),
  };
  const tabs = {
    tell: (message: TabMessage) => told.push(message),
    listen: (heard: (message: TabMessage) => void) => {
      hearTab = heard;
      return () => undefined;
    },
    close: () => undefined,
  };
  const clock = { now: () => Date.now() };
  const sync = createSync({
    api,
    clock,
    tabs,
    stores,
    socket,
    random: () => 0,
    followPage: () => () => undefined,
  });
  const stop = sync.start();
  const shown = () =>
    stores.availability
      .getState()
      .slots[KEY]?.answer?.days[0]?.slots.map(({ startsAt }) => startsAt.slice(11, 16));
  return { world, told, stores, sync, socket, stop, shown, speak: () => listener, tab: () => hearTab };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the running synchronisation', () => {
  it('keeps a watched query fresh, tells of it once, and ends everything when stopped', async () => {
    const { world, stores, sync, socket, speak, shown, stop } = rig();
    speak()?.up();
    const release = sync.watchSlots(slotsQuery());
    expect(stores.availability.getState().slots[KEY]?.status).toBe('loading');
    await pass(1);
    expect(shown()).toEqual(['09:00', '09:30']);
    expect(stores.connection.getState().status).toBe('live');

    world.seq = 2;
    world.times = ['09:30'];
    const change = hoursChanged(2);
    if (change.name === 'doctor-availability-updated') {
      speak()?.heard['doctor-availability-updated'](change.payload);
    }
    await pass(1);
    expect(shown()).toEqual(['09:30']);
    expect(stores.availability.getState().slots[KEY]?.justTaken).toHaveLength(1);
    expect(stores.toasts.getState().toasts).toMatchObject([
      { title: 'Schedule Updated', text: 'Available time slots have been refreshed.' },
    ]);
    await pass(3000);
    expect(stores.availability.getState().slots[KEY]?.justTaken).toEqual([]);

    release();
    release();
    await pass(10_000);
    expect(socket.unwatch).toHaveBeenCalledExactlyOnceWith(DOCTOR);
    stop();
    expect(vi.getTimerCount()).toBe(0);
    expect(socket.close).toHaveBeenCalled();
  });

  it('asks by itself while the socket is down, says offline when nothing answers, and converges', async () => {
    const { world, stores, sync, speak, shown, stop } = rig();
    speak()?.up();
    sync.watchSlots(slotsQuery());
    await pass(1);
    speak()?.down();
    expect(stores.connection.getState().status).toBe('polling');
    world.down = true;
    await pass(600);
    expect(stores.connection.getState().status).toBe('offline');
    expect(shown()).toEqual(['09:00', '09:30']);
    world.down = false;
    world.seq = 5;
    world.times = ['11:00'];
    await pass(20_000);
    expect(shown()).toEqual(['11:00']);
    expect(stores.connection.getState().status).toBe('polling');
    stop();
  });

  it('a write is told to the other tabs, and its failure reaches the caller', async () => {
    const { told, sync, stop } = rig();
    await expect(sync.write(DOCTOR, async () => ({ seq: 7, name: 'x' }))).resolves.toEqual({
      seq: 7,
      name: 'x',
    });
    expect(told).toEqual([{ type: 'changed', doctorId: DOCTOR, seq: 7 }]);
    const refusal = clientError('timeout');
    await expect(sync.write(DOCTOR, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(told).toHaveLength(1);
    stop();
  });

  it('news from another tab lead to asking, without any socket', async () => {
    const { world, sync, tab, shown, stop } = rig();
    sync.watchSlots(slotsQuery());
    await pass(1);
    world.seq = 2;
    world.times = [];
    tab()({ type: 'changed', doctorId: DOCTOR, seq: 2 });
    await pass(300);
    expect(shown()).toEqual([]);
    stop();
  });

  it('waits until it is caught up, and no longer than asked', async () => {
    const { world, sync, speak, stop } = rig();
    speak()?.up();
    const done = vi.fn();
    sync.watchSlots(slotsQuery());
    void sync.whenCaughtUp(DOCTOR, 2000).then(done);
    expect(done).not.toHaveBeenCalled();
    await pass(1);
    expect(done).toHaveBeenCalledTimes(1);
    world.down = true;
    sync.refresh(KEY);
    void sync.whenCaughtUp(DOCTOR, 2000).then(done);
    await pass(1999);
    expect(done).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(done).toHaveBeenCalledTimes(2);
    stop();
  });

  it('[RT22] visits are read while they are looked at: at once, on news, every minute', async () => {
    const { world, stores, sync, speak, stop } = rig();
    const reads = () => world.calls.filter((path) => path === 'appointments').length;
    speak()?.heard['appointment-updated']({ appointmentId: DOCTOR, version: 1 });
    await pass(1);
    expect(reads()).toBe(0);
    const release = sync.watchAppointments();
    await pass(1);
    expect(reads()).toBe(2);
    expect(stores.appointments.getState().upcoming.status).toBe('ready');
    speak()?.heard['appointment-updated']({ appointmentId: DOCTOR, version: 1 });
    await pass(1);
    expect(reads()).toBe(4);
    await pass(60_000);
    expect(reads()).toBe(6);
    world.down = true;
    await pass(60_000);
    expect(stores.appointments.getState().upcoming).toMatchObject({
      status: 'ready',
      problem: { code: 'offline' },
    });
    release();
    await pass(120_000);
    expect(reads()).toBe(8);
    stop();
  });
});
