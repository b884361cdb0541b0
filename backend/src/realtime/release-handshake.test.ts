import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ClientToServerEvents, ServerToClientEvents } from '@openslot/shared/realtime/events';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Authenticated } from '../http/call.ts';
import { doctorRoom } from '../lib/rooms.ts';
import { createSocketServer, dropEndedSessions } from './socket-server.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const COOKIE = 'session=abc; other=1';
const SESSION: Authenticated = {
  sessionId: 's'.repeat(24),
  expiresAt: Number.MAX_SAFE_INTEGER,
  actor: {
    id: 'u'.repeat(24),
    name: 'A front desk',
    email: 'desk@example.org',
    role: 'front_desk',
    doctorId: null,
    patientId: null,
  },
};
const WATCHED = { doctorId: 'd'.repeat(24) };

/** A socket of who has the session's cookie, or of a visitor, and what the server was asked and was sent. */
async function connected({ transports = ['websocket'], cookie = COOKIE } = {}) {
  const http = createServer();
  const requests: { readonly query: URLSearchParams; readonly held: WeakRef<IncomingMessage> }[] = [];
  const note = (request: IncomingMessage) => {
    const { searchParams: query } = new URL(request.url ?? '', 'http://clinic.test');
    requests.push({ query, held: new WeakRef(request) });
  };
  const cookies: unknown[] = [];
  const deps = {
    authenticate: async (headers: { cookie?: string | undefined }) => {
      cookies.push(headers.cookie);
      return headers.cookie === COOKIE ? SESSION : null;
    },
    isOwnOrigin: () => true,
    readDoctors: async (ids: readonly string[]) => new Map(ids.map((id) => [id, { seq: 7 }])),
    logger: pino({ level: 'silent' }),
  };
  const server = createSocketServer(http, deps);
  http.prependListener('request', note).prependListener('upgrade', note);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(`http://127.0.0.1:${port}`, {
    transports,
    reconnection: false,
    extraHeaders: { Origin: 'http://clinic.test', Cookie: cookie },
  });
  onTestFinished(async () => {
    socket.disconnect();
    await server.close();
  });
  await new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(null));
    socket.once('connect_error', reject);
  });
  const [there] = server.of('/').sockets.values();
  return { server, deps, socket, there, requests, cookies };
}

const transportOf = (socket: Socket) => socket.io.engine.transport.name;

describe('a connected socket', { timeout: 60_000 }, () => {
  it.each([
    ['by WebSocket', ['websocket'], 'websocket'],
    ['by long polling', ['polling'], 'polling'],
    ['upgraded from long polling', ['polling', 'websocket'], 'websocket'],
  ])(
    '%s hears and is answered, and the requests with which it came are gone',
    async (_how, transports, name) => {
      const { server, socket, there, requests } = await connected({ transports });
      await expect.poll(() => transportOf(socket), { timeout: 20_000 }).toBe(name);
      expect(await socket.timeout(20_000).emitWithAck('watch-doctor', WATCHED)).toMatchObject({ ok: true });
      const heard = new Promise((resolve) => socket.once('availability-resync', resolve));
      server.to(doctorRoom(WATCHED.doctorId)).emit('availability-resync', {});
      expect(await heard).toEqual({});
      expect([there?.request === null, there?.handshake === null]).toEqual([true, true]);
      // The first request, and the one that became a WebSocket; a long poll that waits for news is not over.
      const came = requests.filter(
        ({ query }) => !query.has('sid') || query.get('transport') === 'websocket',
      );
      expect(came).toHaveLength(transports.length);
      const stillThere = () => {
        collectGarbage();
        return came.filter(({ held }) => held.deref() !== undefined).length;
      };
      await expect.poll(stillThere, { timeout: 20_000 }).toBe(0);
    },
  );

  it('proves its session again by the cookies it came with', async () => {
    const { server, deps, socket, cookies } = await connected();
    await dropEndedSessions(server, deps);
    expect(cookies).toEqual([COOKIE, COOKIE, COOKIE]);
    expect(socket.connected).toBe(true);
  });

  it('of a visitor leaves no cookie with the server', async () => {
    const { there } = await connected({ cookie: 'other=1' });
    expect(there?.data).toMatchObject({ session: null, cookie: undefined });
  });

  it('that has left cannot join once more by the same connection: nobody knows any longer who it is', async () => {
    const { server, socket, there, cookies } = await connected();
    const refused = new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    const { engine } = socket.io;
    // As Socket.IO writes "I leave" and "I join".
    there?.once('disconnect', () => engine.send('0'));
    engine.send('1');
    expect(await refused).toMatchObject({ message: 'open another connection' });
    expect(cookies).toHaveLength(2);
    expect(server.of('/').sockets.size).toBe(0);
  });
});
