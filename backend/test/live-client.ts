import type { SlotDay } from '@openslot/shared/contracts/slots';
import { createApi } from '../../frontend/src/lib/api-client.ts';
import { createAppointmentsStore } from '../../frontend/src/state/appointments-store.ts';
import { createToastsStore } from '../../frontend/src/state/toasts-store.ts';
import { queryKey, type SlotsQuery } from '../../frontend/src/sync/query.ts';
import { createSocket, type LiveSocket } from '../../frontend/src/sync/socket.ts';
import { createAvailabilityStore, createConnectionStore } from '../../frontend/src/sync/stores.ts';
import { createSync } from '../../frontend/src/sync/sync.ts';
import type { ConnectionStatus } from '../../frontend/src/sync/sync-types.ts';
import { ROUTE_COOKIE } from './sticky-proxy.ts';

/** Somebody's page without a page: the application's own synchronisation, its socket and its requests, in this process. */
export interface LiveClient {
  readonly name: string;
  /** What the page shows; null before the first answer. */
  shown(): readonly SlotDay[] | null;
  status(): ConnectionStatus;
  /** The last number of the unbroken chain of changes; null before there is one. */
  known(): number | null;
  toasts(): number;
  /** How often it connected. */
  connections(): number;
  /** What came over the socket, also what was dropped then. */
  readonly heard: readonly Heard[];
  /** From now on, or no longer, every event that arrives is dropped. */
  deaf: boolean;
  stop(): void;
}

export interface Heard {
  readonly seq: number;
  /** Milliseconds, `performance.now()`. */
  readonly at: number;
  readonly dropped: boolean;
}

interface ClientOptions {
  readonly name: string;
  /** The load balancer. */
  readonly url: string;
  /** To which of the servers it belongs. */
  readonly route: number;
  readonly query: SlotsQuery;
  readonly deaf?: boolean;
}

/** Opens it, and watches the query until it is stopped. */
export function openLiveClient({ name, url, route, query, deaf = false }: ClientOptions): LiveClient {
  const headers = { Origin: url, Cookie: `${ROUTE_COOKIE}=${route}` };
  const api = createApi({
    fetch: (input, init) => {
      const sent = new Headers(init?.headers);
      for (const [header, value] of Object.entries(headers)) {
        sent.set(header, value);
      }
      return fetch(new URL(String(input), url), { ...init, headers: sent });
    },
  });
  const stores = {
    availability: createAvailabilityStore(),
    connection: createConnectionStore(),
    appointments: createAppointmentsStore(),
    toasts: createToastsStore(),
  };
  const heard: Heard[] = [];
  const client = { deaf };
  let connections = 0;
  const socket = createSocket({ url, options: { extraHeaders: headers, forceNew: true } });
  const sync = createSync({
    api,
    clock: { now: () => Date.now() },
    tabs: { tell: () => undefined, listen: () => () => undefined, close: () => undefined },
    stores,
    socket: listening(socket, heard, client, () => {
      connections += 1;
    }),
    followPage: () => () => undefined,
  });
  const stop = sync.start();
  sync.watchSlots(query);
  return Object.assign(client, {
    name,
    shown: () => stores.availability.getState().slots[queryKey(query)]?.answer?.days ?? null,
    status: () => stores.connection.getState().status,
    known: () => Object.values(stores.availability.getState().heard)[0] ?? null,
    toasts: () => stores.toasts.getState().toasts.length,
    connections: () => connections,
    heard,
    stop,
  });
}

/** The same socket, with an ear at it. */
function listening(
  socket: LiveSocket,
  heard: Heard[],
  client: { readonly deaf: boolean },
  connected: () => void,
): LiveSocket {
  const isHeard = (seq: number | null): boolean => {
    if (seq !== null) {
      heard.push({ seq, at: performance.now(), dropped: client.deaf });
    }
    return !client.deaf;
  };
  return {
    ...socket,
    connect: ({ up, down, heard: sync }) =>
      socket.connect({
        up: () => {
          connected();
          up();
        },
        down,
        heard: {
          'doctor-availability-updated': (payload) =>
            isHeard(payload.seq) && sync['doctor-availability-updated'](payload),
          'availability-slot-changed': (payload) =>
            isHeard(payload.seq) && sync['availability-slot-changed'](payload),
          'availability-resync': (payload) => isHeard(null) && sync['availability-resync'](payload),
          'appointment-updated': (payload) => isHeard(null) && sync['appointment-updated'](payload),
        },
      }),
  };
}
