import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { isFrontDeskOrAdmin } from '@openslot/shared/policies/access';
import { Server } from 'socket.io';
import type { Authenticate, Authenticated } from '../http/call.ts';
import { practiceRoom, STAFF_ROOM, sessionRoom, userRoom } from '../lib/rooms.ts';
import { countMessage } from './message-limit.ts';
import type { ClinicServer } from './push.ts';
import { isHandshakeReleased, releaseHandshake, releaseUpgrades } from './release-handshake.ts';
import type { ClinicSocket } from './socket-data.ts';
import { createWatching, type WatchingDeps } from './watching.ts';

export interface SocketDeps extends WatchingDeps {
  readonly authenticate: Authenticate;
  readonly isOwnOrigin: (origin: string) => boolean;
  /** How often sockets prove that their session still lives, in milliseconds. */
  readonly recheckMs?: number;
}

const MAX_PACKET_BYTES = 4_096;

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
  releaseUpgrades(http);
  io.use((socket, next) => {
    if (isHandshakeReleased(socket)) {
      next(new Error('open another connection'));
      return;
    }
    const { headers } = socket.handshake;
    deps.authenticate(headers).then(
      (session) => {
        const cookie = session === null ? undefined : headers.cookie;
        socket.data = { session, cookie, messages: 0, countedFrom: performance.now() };
        next();
      },
      (error: unknown) => {
        deps.logger.error({ err: error }, 'a socket could not be authenticated');
        next(new Error('try again'));
      },
    );
  });
  const { watch, unwatch } = createWatching(deps);
  io.on('connection', (socket) => {
    releaseHandshake(socket);
    void socket.join(ownRooms(socket.data.session));
    // The room of its own name: nothing is ever sent to a single socket.
    void socket.leave(socket.id);
    socket.onAny(countMessage);
    socket.on('watch-doctor', watch);
    socket.on('unwatch-doctor', unwatch);
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
  const { session: known, cookie } = socket.data;
  if (known === null) {
    return;
  }
  const current = await authenticate({ cookie }).catch(() => known);
  if (
    current === null ||
    current.sessionId !== known.sessionId ||
    current.actor.role !== known.actor.role ||
    current.actor.doctorId !== known.actor.doctorId
  ) {
    socket.disconnect(true);
  }
}
