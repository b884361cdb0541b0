import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import { readSlots, type SlotDay, type SlotsAnswer } from '@openslot/shared/contracts/slots';
import { markUnavailable, removeUnavailability } from '@openslot/shared/contracts/unavailability';
import type { SlotsQuery } from '../../frontend/src/sync/query.ts';
import { type Answer, ask, closeConnections, type Person } from './booking-http.ts';
import { type Backend, startBackend } from './booking-process.ts';
import { at, foundWorld, type World } from './booking-world.ts';
import { type LiveClient, openLiveClient } from './live-client.ts';
import { type StickyProxy, startStickyProxy } from './sticky-proxy.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** Something that looks at the day of a doctor and should end equal to the clinic. */
export interface Watcher {
  readonly name: string;
  /** The instants of the free times it shows; null before it shows any. */
  freeTimes(): Promise<readonly string[] | null>;
}

/** Two servers on one MongoDB behind a load balancer, and people who look at one doctor. */
export interface FaultClinic {
  readonly world: World;
  readonly doctorId: string;
  readonly query: SlotsQuery;
  readonly balancer: StickyProxy;
  /** Another one, in a network that forbids WebSockets. */
  readonly noWebSockets: StickyProxy;
  readonly backends: Backend[];
  /** Between each server and the database. */
  readonly wires: readonly TcpProxy[];
  readonly clients: LiveClient[];
  /** All of them, with those that are no clients of this process. */
  readonly watchers: Watcher[];
  /** Somebody's page on the n-th server. */
  open(name: string, route: number, options?: { url?: string; deaf?: boolean }): LiveClient;
  /** One change of the doctor's day, asked again until a server makes it: any of them, or this one. */
  change(route?: number): Promise<void>;
  /** Starts a server in the place of one that is gone. */
  replace(route: number): Promise<void>;
  /** What the clinic offers now. */
  truth(): Promise<SlotsAnswer>;
  close(): Promise<void>;
}

const CHANGE_LIMIT_MS = 120_000;
const AGAIN_MS = 250;

/** @param built the servers run from `backend/dist` */
export async function startFaultClinic(uri: string, built: boolean): Promise<FaultClinic> {
  const world = await foundWorld(uri, { doctors: 1, patients: 1 });
  const [doctorId = ''] = world.doctors;
  const balancer = await startStickyProxy();
  const noWebSockets = await startStickyProxy(false);
  const port = Number(/:(\d+)/.exec(uri.slice('mongodb://'.length))?.[1]);
  const wires = [await startTcpProxy(port), await startTcpProxy(port)];
  const start = (route: number) =>
    startBackend(overWire(uri, wires[route]?.port ?? 0), built, {
      ALLOWED_ORIGINS: `${balancer.url},${noWebSockets.url}`,
    });
  const backends = await Promise.all([start(0), start(1)]);
  const pointBalancer = () => {
    balancer.targets = backends.map(({ url }) => url);
    noWebSockets.targets = balancer.targets;
  };
  pointBalancer();
  const date = at(3, 0).slice(0, 10);
  const query: SlotsQuery = {
    kind: 'slots',
    doctorId,
    visitTypeId: world.types.short,
    timeZone: 'UTC',
    from: date,
    to: date,
  };
  const clients: LiveClient[] = [];
  const watchers: Watcher[] = [];
  const change = createChanges(world.frontDesk, query, () => balancer.targets);
  return {
    world,
    doctorId,
    query,
    balancer,
    noWebSockets,
    backends,
    wires,
    clients,
    watchers,
    open(name, route, { url = balancer.url, deaf = false } = {}) {
      const client = openLiveClient({ name, url, route, query, deaf });
      clients.push(client);
      watchers.push({ name, freeTimes: async () => freeTimesOf(client.shown()) });
      return client;
    },
    change,
    async replace(route) {
      backends[route] = await start(route);
      pointBalancer();
    },
    truth: () => readTruth(query, balancer.targets),
    async close() {
      for (const client of clients) {
        client.stop();
      }
      closeConnections();
      await Promise.all(backends.map((backend) => backend.stop()));
      await balancer.close();
      await noWebSockets.close();
      await Promise.all(wires.map((wire) => wire.close()));
      await world.close();
    },
  };
}

/** Directly, or the driver would learn the real address and go around the wire. */
function overWire(uri: string, port: number): string {
  return uri.replace(/^(mongodb:\/\/[^/]*?):\d+(\/[^?]*).*$/, `$1:${port}$2?directConnection=true`);
}

export function freeTimesOf(days: readonly SlotDay[] | null): string[] | null {
  const slots = days?.flatMap((day) => day.slots.filter(({ status }) => status === 'free'));
  return slots?.map(({ startsAt }) => new Date(startsAt).toISOString()) ?? null;
}

/** From any server that answers. */
async function readTruth(
  { doctorId, from, to, visitTypeId, timeZone }: SlotsQuery & { doctorId?: string },
  urls: readonly string[],
): Promise<SlotsAnswer> {
  const path = readSlots.path.replace(':doctorId', doctorId ?? '');
  const search = new URLSearchParams({ from, to, visitTypeId, timeZone });
  const deadline = performance.now() + CHANGE_LIMIT_MS;
  for (;;) {
    for (const url of urls) {
      const answer = await fetch(`${url}${path}?${search}`).catch(() => null);
      if (answer?.ok) {
        return readSlots.response.parse(await answer.json());
      }
    }
    assert(performance.now() < deadline, 'no server tells what the clinic offers');
    await delay(AGAIN_MS);
  }
}

/** In turn: a quarter of an hour of the day goes, then comes back; each time another one, so that every change is seen. */
function createChanges(
  person: Person,
  { from: date, ...query }: SlotsQuery,
  urls: () => readonly string[],
): (route?: number) => Promise<void> {
  const doctorId = 'doctorId' in query ? query.doctorId : '';
  let count = 0;
  let marked: string | null = null;
  const next = (): [Endpoint, Record<string, string>, object] => {
    if (marked !== null) {
      return [removeUnavailability, { doctorId, unavailabilityId: marked }, { version: 1 }];
    }
    const start = (count % 90) * 15;
    const time = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    const period = { startDate: date, endDate: date, startTime: time(start), endTime: time(start + 15) };
    return [markUnavailable, { doctorId }, { ...period, allDay: false, reason: 'a private reason' }];
  };
  return async (route) => {
    const deadline = performance.now() + CHANGE_LIMIT_MS;
    const [endpoint, params, body] = next();
    for (let attempt = count; ; attempt += 1) {
      const url = urls()[route ?? attempt % urls().length] ?? '';
      // Two hundred in twenty seconds would be too many of one address.
      const from = { ...person, address: `10.200.${(attempt >> 6) & 127}.${attempt & 63}` };
      const answer: Answer | null = await ask(url, from, endpoint, { params, body }).catch(() => null);
      if (answer !== null && answer.status < 300) {
        marked = marked === null ? (answer.body.unavailability?.id ?? null) : null;
        count += 1;
        return;
      }
      // It may have been taken away by an attempt that was not answered.
      if (answer?.status === 404 && marked !== null) {
        marked = null;
        return;
      }
      assert(
        (answer === null || answer.status === 503) && performance.now() < deadline,
        `a change was refused: ${JSON.stringify(answer)}`,
      );
      await delay(AGAIN_MS);
    }
  };
}
