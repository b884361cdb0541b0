import type { Authenticated } from '../http/call.ts';

/** What the server keeps with each connected socket. */
export interface SocketData {
  session: Authenticated | null;
  /** Doctors this socket watches. */
  watched: Set<string>;
}
