import type { Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ClinicSocket } from './socket-data.ts';

/**
 * Lets go of the request with which a socket came (cookies, addresses, the browser's description of itself): a fifth of
 * what a socket keeps alive even where these are short, and needed by nobody once it is connected. Afterwards
 * `socket.request` and `socket.handshake` are null.
 */
export function releaseHandshake(socket: ClinicSocket): void {
  Object.assign(socket.conn, { request: null });
  Object.assign(socket, { handshake: null });
}

/** Whether the connection was lent to a socket before, so that nothing tells any more who is behind it. */
export function isHandshakeReleased(socket: ClinicSocket): boolean {
  return socket.request === null;
}

/**
 * Each WebSocket's request would also be kept by Engine.IO's answer to it, which waits for the end of the connection on
 * behalf of Engine.IO's middlewares. There are none.
 * @param http a server to which Socket.IO has been attached
 */
export function releaseUpgrades(http: HttpServer): void {
  let before: readonly unknown[] = [];
  http.prependListener('upgrade', (_request, connection: Duplex) => {
    before = connection.rawListeners('close');
  });
  http.on('upgrade', (_request, connection: Duplex) => {
    for (const listener of connection.rawListeners('close')) {
      if ('listener' in listener && !before.includes(listener)) {
        connection.off('close', listener.listener as () => void);
      }
    }
    before = [];
  });
}
