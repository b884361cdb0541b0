import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Authenticated } from '../http/call.ts';
import { doctorRoom, STAFF_ROOM, sessionRoom, userRoom } from '../lib/rooms.ts';
import { createSocketServer } from './socket-server.ts';

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

/** A connected socket of a server that hears these answers, one after the other, about who it is; the last one again. */
async function connected(...answers: readonly (Authenticated | null)[]) {
  let asked = 0;
  const http = createServer();
  const server = createSocketServer(http, {
    authenticate: async () => {
      asked += 1;
      return answers[Math.min(asked, answers.length) - 1] ?? null;
    },
    isOwnOrigin: () => true,
    readDoctors: async (ids: readonly string[]) => new Map(ids.map((id) => [id, { seq: 7 }])),
    logger: pino({ level: 'silent' }),
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { Origin: 'http://clinic.test' },
  });
  onTestFinished(async () => {
    socket.disconnect();
    await server.close();
  });
  const left = new Promise((resolve) => socket.once('disconnect', resolve));
  await new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(null));
    socket.once('connect_error', reject);
  });
  return { server, socket, left };
}

describe('a session that ends in the moment in which its socket connects', () => {
  it('keeps no socket: the notice of its end came too early to find one', async () => {
    const { left } = await connected(SESSION, null);
    expect(await left).toBe('io server disconnect');
  });

  it.each([
    ['another role', { ...SESSION.actor, role: 'patient' as const }],
    ['another schedule', { ...SESSION.actor, doctorId: 'd'.repeat(24) }],
  ])('nor with the rights it had before: %s', async (_case, actor) => {
    const { left } = await connected(SESSION, { ...SESSION, actor });
    expect(await left).toBe('io server disconnect');
  });

  it('stays when nothing has changed', async () => {
    const { server, socket } = await connected(SESSION);
    const watched = { doctorId: 'd'.repeat(24) };
    expect(await socket.timeout(20_000).emitWithAck('watch-doctor', watched)).toEqual({
      ok: true,
      data: { seq: 7 },
    });
    // Nothing else: no room of the socket's own.
    expect([...server.of('/').adapter.rooms.keys()].sort()).toEqual([
      doctorRoom(watched.doctorId),
      sessionRoom(SESSION.sessionId),
      STAFF_ROOM,
      userRoom(SESSION.actor.id),
    ]);
    expect(socket.connected).toBe(true);
  });
});
