import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { AppError } from '@openslot/shared/errors/app-error';
import { isFrontDeskOrAdmin } from '@openslot/shared/policies/access';
import { MAX_WATCHED_DOCTORS, WatchDoctor } from '@openslot/shared/realtime/events';
import { Server, type Socket } from 'socket.io';
import type { Authenticate, Authenticated } from '../http/call.ts';
import type { Logger } from '../lib/logger.ts';
import { doctorRoom, practiceRoom, STAFF_ROOM, sessionRoom, userRoom } from '../lib/rooms.ts';
import { handle } from './handle.ts';
import type { ClinicServer } from './push.ts';

export interface SocketDeps {
  readonly authenticate: Authenticate;
  readonly isOwnOrigin: (origin: string) => boolean;
  /** The doctor's sequence number now; null for an unknown doctor. */
  readonly readSeq: (doctorId: string) => Promise<number | null>;
  readonly logger: Logger;
  /** How often sockets prove that their session still lives, in milliseconds. */
  readonly recheckMs?: number;
}

const MAX_PACKET_BYTES = 4_096;
/** Messages a socket may send within a window. */
const MAX_MESSAGES = 200;
const MESSAGES_WINDOW_MS = 10_000;

/** The Socket.IO side of the application. Sockets only tell; everything is written over HTTP. */
export function createSocketServer(http: HttpServer, deps: SocketDeps): ClinicServer {
  const io: ClinicServer = new Server(http, {
    serveClient: false,
    perMessageDeflate: false,
    pingInterval: 10_000,
    pingTimeout: 5_000,
    maxHttpBufferSize: MAX_PACKET_BYTES,
    // A browser always names the page it acts for; cookies alone would let any site connect.
    allowRequest: (request, decide) => decide(null, isAllowed(request, deps.isOwnOrigin)),
  });
  io.use((socket, next) => {
    deps.authenticate(socket.handshake.headers).then(
      (session) => {
        socket.data.session = session;
        socket.data.watched = new Set();
        next();
      },
      (error: unknown) => {
        deps.logger.error({ err: error }, 'a socket could not be authenticated');
        next(new Error('try again'));
      },
    );
  });
  io.on('connection', (socket) => {
    void socket.join(ownRooms(socket.data.session));
    limitMessages(socket);
    registerWatching(socket, deps);
    // It may have been signed out while it connected: the notice of that closes sockets that are in their rooms.
    void dropIfEnded(socket, deps);
  });
  const recheck = setInterval(() => void dropEndedSessions(io, deps), deps.recheckMs ?? 60_000);
  recheck.unref();
  io.engine.on('close', () => clearInterval(recheck));
  return io;
}

/** Tells whether this process has a socket of a sign-in. */
export function hasSocketOf(io: ClinicServer): (sessionId: string) => boolean {
  return (sessionId) => io.of('/').adapter.rooms.has(sessionRoom(sessionId));
}

function isAllowed(request: IncomingMessage, isOwnOrigin: SocketDeps['isOwnOrigin']): boolean {
  const { origin } = request.headers;
  // Browsers leave Origin out of same-origin polling requests, and say so in Sec-Fetch-Site.
  return origin === undefined ? request.headers['sec-fetch-site'] === 'same-origin' : isOwnOrigin(origin);
}

/** The rooms of the person behind a socket; joined by the server alone, never by name from outside. */
function ownRooms(session: Authenticated | null): string[] {
  if (session === null) {
    return [];
  }
  const { actor, sessionId } = session;
  return [
    sessionRoom(sessionId),
    userRoom(actor.id),
    ...(isFrontDeskOrAdmin(actor) ? [STAFF_ROOM] : []),
    ...(actor.role === 'doctor' && actor.doctorId !== null ? [practiceRoom(actor.doctorId)] : []),
  ];
}

type ClinicSocket = Parameters<Parameters<ClinicServer['on']>[1]>[0] & Socket;

function registerWatching(socket: ClinicSocket, deps: SocketDeps): void {
  socket.on(
    'watch-doctor',
    handle(deps.logger, WatchDoctor, async ({ doctorId }) => {
      const { watched } = socket.data;
      if (!watched.has(doctorId) && watched.size >= MAX_WATCHED_DOCTORS) {
        throw new AppError('rate_limited', {
          detail: `At most ${MAX_WATCHED_DOCTORS} doctors can be watched at once.`,
        });
      }
      watched.add(doctorId);
      try {
        // Joined before the number is read: nothing committed in between is lost.
        await socket.join(doctorRoom(doctorId));
        const seq = await deps.readSeq(doctorId);
        if (seq === null) {
          throw new AppError('not_found');
        }
        return { seq };
      } catch (error) {
        watched.delete(doctorId);
        await socket.leave(doctorRoom(doctorId));
        throw error;
      }
    }),
  );
  socket.on(
    'unwatch-doctor',
    handle(deps.logger, WatchDoctor, async ({ doctorId }) => {
      socket.data.watched.delete(doctorId);
      await socket.leave(doctorRoom(doctorId));
      return {};
    }),
  );
}

/** Closes a socket that floods the server. Without a timer: there may be ten thousand of them. */
function limitMessages(socket: ClinicSocket): void {
  let count = 0;
  let countedFrom = performance.now();
  socket.onAny(() => {
    if (performance.now() - countedFrom >= MESSAGES_WINDOW_MS) {
      count = 0;
      countedFrom = performance.now();
    }
    count += 1;
    if (count > MAX_MESSAGES) {
      socket.disconnect(true);
    }
  });
}

/** A notice normally closes the sockets of an ended session at once; this catches what expired or was missed. */
export async function dropEndedSessions(
  io: ClinicServer,
  deps: Pick<SocketDeps, 'authenticate'>,
): Promise<void> {
  for (const socket of io.sockets.sockets.values()) {
    await dropIfEnded(socket, deps);
  }
}

async function dropIfEnded(
  socket: ClinicSocket,
  { authenticate }: Pick<SocketDeps, 'authenticate'>,
): Promise<void> {
  const known = socket.data.session;
  if (known === null) {
    return;
  }
  const current = await authenticate(socket.handshake.headers).catch(() => known);
  if (
    current === null ||
    current.sessionId !== known.sessionId ||
    current.actor.role !== known.actor.role ||
    current.actor.doctorId !== known.actor.doctorId
  ) {
    socket.disconnect(true);
  }
}
