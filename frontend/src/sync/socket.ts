import {
  type Ack,
  type ClientToServerEvents,
  type ServerToClientEvents,
  serverEvents,
  WatchAck,
} from '@openslot/shared/realtime/events';
import { io, type Socket } from 'socket.io-client';

/** What the synchronisation hears of its one connection; every payload is parsed before. */
export interface SocketListener {
  readonly up: () => void;
  readonly down: () => void;
  readonly heard: ServerToClientEvents;
}

export interface LiveSocket {
  readonly connect: (listener: SocketListener) => void;
  /** Closes and opens the connection again: the server decides anew who is speaking. */
  readonly reconnect: () => void;
  readonly close: () => void;
  /** @returns the doctor's seq, or `refused` when the server said no; rejects when it did not answer within 5 s. */
  readonly watch: (doctorId: string) => Promise<number | 'refused'>;
  readonly unwatch: (doctorId: string) => void;
}

const ACK_LIMIT_MS = 5000;

/** The app's one socket, opened by `connect`. Nothing is ever sent while it is down: every `connect` watches anew. */
export function createSocket(): LiveSocket {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionAttempts: Number.POSITIVE_INFINITY,
    reconnectionDelay: 1000,
    reconnectionDelayMax: 10_000,
    timeout: 8000,
  });
  return {
    connect: (listener) => attach(socket, listener),
    reconnect() {
      socket.disconnect();
      socket.connect();
    },
    close() {
      socket.removeAllListeners();
      socket.disconnect();
    },
    async watch(doctorId) {
      const reply: Ack<unknown> = await socket
        .timeout(ACK_LIMIT_MS)
        .emitWithAck('watch-doctor', { doctorId });
      return reply.ok ? WatchAck.parse(reply.data).seq : 'refused';
    },
    unwatch(doctorId) {
      if (socket.connected) {
        socket.emit('unwatch-doctor', { doctorId }, () => undefined);
      }
    },
  };
}

const REFUSED_RETRY_MS = 10_000;

function attach(
  socket: Socket<ServerToClientEvents, ClientToServerEvents>,
  { up, down, heard }: SocketListener,
): void {
  let again: ReturnType<typeof setTimeout> | undefined;
  // A connection that the server refuses or ends is not tried again by the library.
  const tryAgainIfGivenUp = (): void => {
    down();
    if (!socket.active) {
      clearTimeout(again);
      again = setTimeout(() => socket.connect(), REFUSED_RETRY_MS);
    }
  };
  socket.on('connect', () => {
    clearTimeout(again);
    up();
  });
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') {
      tryAgainIfGivenUp();
    } else {
      down();
    }
  });
  socket.on('connect_error', tryAgainIfGivenUp);
  for (const name of Object.keys(serverEvents) as (keyof typeof serverEvents)[]) {
    socket.on(name, (payload: unknown) => {
      const parsed = serverEvents[name].safeParse(payload);
      if (parsed.success) {
        (heard[name] as (payload: unknown) => void)(parsed.data);
      }
    });
  }
  socket.connect();
}
