import {
  type Ack,
  type ClientToServerEvents,
  ServerDraining,
  type ServerToClientEvents,
  serverEvents,
  WatchAck,
} from '@openslot/shared/realtime/events';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';

/** What is heard of the clinic; that a server ends concerns the connection alone. */
export type ClinicNews = Omit<ServerToClientEvents, 'server-draining'>;

/** What the synchronisation hears of its one connection; every payload is parsed before. */
export interface SocketListener {
  readonly up: () => void;
  readonly down: () => void;
  readonly heard: ClinicNews;
}

export interface LiveSocket {
  readonly connect: (listener: SocketListener) => void;
  /** Closes and opens the connection again: the server decides anew who is speaking. */
  readonly reconnect: () => void;
  readonly close: () => void;
  /**
   * @returns the doctor's seq, or `refused` when the server said no; rejects when it did not answer within 5 s or cannot
   * tell at the moment.
   */
  readonly watch: (doctorId: string) => Promise<number | 'refused'>;
  readonly unwatch: (doctorId: string) => void;
}

interface SocketTarget {
  /** Where the clinic is; the page's own origin unless told. */
  readonly url?: string;
  readonly options?: Partial<ManagerOptions & SocketOptions>;
  readonly random?: () => number;
}

type ClinicSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const ACK_LIMIT_MS = 5000;

/** The app's one socket, opened by `connect`. Nothing is ever sent while it is down: every `connect` watches anew. */
export function createSocket({ url = '/', options, random = Math.random }: SocketTarget = {}): LiveSocket {
  const socket: ClinicSocket = io(url, {
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionAttempts: Number.POSITIVE_INFINITY,
    reconnectionDelay: 1000,
    reconnectionDelayMax: 10_000,
    timeout: 8000,
    ...options,
  });
  const stopMoving = moveWhenTold(socket, random);
  return {
    connect: (listener) => attach(socket, listener),
    reconnect: () => connectAnew(socket),
    close() {
      stopMoving();
      socket.removeAllListeners();
      socket.disconnect();
    },
    async watch(doctorId) {
      const reply: Ack<unknown> = await socket
        .timeout(ACK_LIMIT_MS)
        .emitWithAck('watch-doctor', { doctorId });
      if (reply.ok) {
        return WatchAck.parse(reply.data).seq;
      }
      if (reply.problem.status >= 500) {
        throw new Error(reply.problem.title);
      }
      return 'refused';
    },
    unwatch(doctorId) {
      if (socket.connected) {
        socket.emit('unwatch-doctor', { doctorId }, () => undefined);
      }
    },
  };
}

function connectAnew(socket: ClinicSocket): void {
  socket.disconnect();
  socket.connect();
}

/** RT28: leaves a server that ends before it cuts everybody off at once. Gives what forgets about it. */
function moveWhenTold(socket: ClinicSocket, random: () => number): () => void {
  let moving: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => clearTimeout(moving);
  socket.on('server-draining', (payload: unknown) => {
    const parsed = ServerDraining.safeParse(payload);
    if (parsed.success) {
      stop();
      moving = setTimeout(() => connectAnew(socket), random() * parsed.data.reconnectWithinMs);
    }
  });
  socket.on('disconnect', stop);
  return stop;
}

const REFUSED_RETRY_MS = 10_000;

function attach(socket: ClinicSocket, { up, down, heard }: SocketListener): void {
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
  for (const name of Object.keys(heard) as (keyof ClinicNews)[]) {
    socket.on(name, (payload: unknown) => {
      const parsed = serverEvents[name].safeParse(payload);
      if (parsed.success) {
        (heard[name] as (payload: unknown) => void)(parsed.data);
      }
    });
  }
  socket.connect();
}
