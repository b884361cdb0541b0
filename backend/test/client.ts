import { randomUUID } from 'node:crypto';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import type { SessionUser } from '@openslot/shared/contracts/session';
import type {
  Ack,
  ClientToServerEvents,
  ServerToClientEvents,
  WatchAck,
} from '@openslot/shared/realtime/events';
import { io, type Socket } from 'socket.io-client';
import request, { type Test } from 'supertest';
import { onTestFinished } from 'vitest';

export interface SocketEvent {
  readonly name: string;
  readonly payload: Record<string, unknown>;
}

/** A socket that remembers everything it heard. */
export interface Listener {
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  readonly heard: SocketEvent[];
  watch(doctorId: string): Promise<Ack<WatchAck>>;
  /** Waits until `count` events of this name were heard in all. */
  until(name: string, count?: number, patienceMs?: number): Promise<SocketEvent[]>;
}

export interface CallOptions {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly key?: string;
}

/** One person with a browser: HTTP requests from our own origin, and sockets, with the same cookie. */
export interface Client {
  readonly user: SessionUser | null;
  readonly cookie: string;
  /** Sends a request to a declared endpoint; nothing is checked on the way out. */
  call(endpoint: Endpoint, options?: CallOptions): Test;
  /** Opens a socket, closed when the test is over. */
  listen(): Promise<Listener>;
}

export function client(baseUrl: string, cookie: string, user: SessionUser | null): Client {
  return {
    user,
    cookie,
    call(endpoint, { params = {}, query = {}, body, key } = {}) {
      const path = endpoint.path.replace(
        /:(\w+)/g,
        (_match, name: string) => params[name] ?? `missing-${name}`,
      );
      const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
      const test = request(baseUrl)[method](path).query(query).set('Origin', baseUrl);
      if (cookie !== '') {
        test.set('Cookie', cookie);
      }
      if (endpoint.idempotent) {
        test.set('Idempotency-Key', key ?? randomUUID());
      }
      return body === undefined ? test : test.send(body as object);
    },
    listen: () => listen(baseUrl, cookie),
  };
}

async function listen(baseUrl: string, cookie: string): Promise<Listener> {
  const socket: Listener['socket'] = io(baseUrl, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { Origin: baseUrl, ...(cookie === '' ? {} : { Cookie: cookie }) },
  });
  onTestFinished(() => {
    socket.disconnect();
  });
  const heard: SocketEvent[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((name: string, payload: Record<string, unknown>) => {
    heard.push({ name, payload });
    for (const check of waiting) {
      check();
    }
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return {
    socket,
    heard,
    watch: (doctorId) => socket.timeout(5_000).emitWithAck('watch-doctor', { doctorId }),
    until: (name, count = 1, patienceMs = 5_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`heard ${JSON.stringify(heard)}, waited for ${count} × ${name}`));
        }, patienceMs);
        const check = () => {
          const events = heard.filter((event) => event.name === name);
          if (events.length >= count) {
            clearTimeout(timer);
            waiting.delete(check);
            resolve(events);
          }
        };
        waiting.add(check);
        check();
      }),
  };
}
