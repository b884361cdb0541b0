import type { ClientToServerEvents, ServerToClientEvents } from '@openslot/shared/realtime/events';
import type { Socket } from 'socket.io';
import type { Authenticated } from '../http/call.ts';

/** What the server keeps with each connected socket. There may be ten thousand: only what is asked for later. */
export interface SocketData {
  session: Authenticated | null;
  /** The cookies by which a session is proved again; nothing is kept of a visitor's. */
  cookie: string | undefined;
  /** How many messages came since `countedFrom`, milliseconds of the process's own clock. */
  messages: number;
  countedFrom: number;
}

export type ClinicSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  Record<string, never>,
  SocketData
>;
