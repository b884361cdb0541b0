import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClientToServerEvents, ServerToClientEvents } from '@openslot/shared/realtime/events';
import { Server } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSocket, type LiveSocket } from './socket.ts';

const DOCTOR = 'd'.repeat(24);
const PATIENCE = { timeout: 20_000, interval: 10 };

let io: Server<ClientToServerEvents, ServerToClientEvents>;
let url: string;

beforeEach(async () => {
  const http = createServer();
  io = new Server(http, { serveClient: false });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterEach(() => io.close());

/** A connected socket of the application, and what it told the synchronisation. */
async function connected(random: () => number): Promise<{ socket: LiveSocket; told: string[] }> {
  const socket = createSocket({ url, random });
  const told: string[] = [];
  onTestFinished(() => socket.close());
  socket.connect({
    up: () => void told.push('up'),
    down: () => void told.push('down'),
    heard: {
      'doctor-availability-updated': () => void told.push('doctor-availability-updated'),
      'availability-slot-changed': () => void told.push('availability-slot-changed'),
      'availability-resync': () => void told.push('availability-resync'),
      'appointment-updated': () => void told.push('appointment-updated'),
    },
  });
  await vi.waitFor(() => expect(told).toEqual(['up']), PATIENCE);
  return { socket, told };
}

describe('a server that is about to end', () => {
  it('[RT28] is left after a random part of the time it gives, by a new connection at once', async () => {
    const { told } = await connected(() => 0.02);
    const before = [...io.of('/').sockets.keys()];
    const since = performance.now();
    io.emit('server-draining', { reconnectWithinMs: 10_000 });
    await vi.waitFor(() => expect(told).toEqual(['up', 'down', 'up']), PATIENCE);
    // Timers may fire a millisecond early.
    expect(performance.now() - since).toBeGreaterThan(198);
    await vi.waitFor(() => expect(io.of('/').sockets.size).toBe(1), PATIENCE);
    expect([...io.of('/').sockets.keys()]).not.toEqual(before);
  });

  it('[RT28] is heard to the end: news in between still count', async () => {
    const { told } = await connected(() => 1);
    io.emit('server-draining', { reconnectWithinMs: 300 });
    io.emit('availability-resync', {});
    await vi.waitFor(() => expect(told).toEqual(['up', 'availability-resync', 'down', 'up']), PATIENCE);
  });

  it('says so in its own way, or is not believed', async () => {
    const { told } = await connected(() => 0);
    io.emit('server-draining', { reconnectWithinMs: -1 });
    io.emit('appointment-updated', { appointmentId: 'x' } as never);
    io.emit('availability-resync', {});
    await vi.waitFor(() => expect(told).toContain('availability-resync'), PATIENCE);
    expect(told).toEqual(['up', 'availability-resync']);
  });
});

describe('asking to hear of a doctor', () => {
  it.each([
    ['[RT13] a server that cannot tell just now is asked again soon', 'busy', 503, null],
    ['[RT13] a doctor who does not exist is refused', 'not_found', 404, 'refused'],
    ['[RT13] one doctor too many is refused', 'rate_limited', 429, 'refused'],
  ] as const)('%s', async (_case, code, status, expected) => {
    io.on('connection', (peer) => {
      peer.on('watch-doctor', (_request, ack) =>
        ack({ ok: false, problem: { type: 'about:blank', title: code, status, code } }),
      );
    });
    const { socket } = await connected(() => 0);
    const answer = await socket.watch(DOCTOR).catch(() => null);
    expect(answer).toBe(expected);
  });

  it('gives the number the chain begins with', async () => {
    io.on('connection', (peer) => {
      peer.on('watch-doctor', (_request, ack) => ack({ ok: true, data: { seq: 7 } }));
    });
    const { socket } = await connected(() => 0);
    expect(await socket.watch(DOCTOR)).toBe(7);
  });
});
