import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A load balancer of the tests; does what `ops/nginx.conf` tells nginx to. */
export interface StickyProxy {
  readonly url: string;
  /** Addresses of the servers; one that refuses connections is passed over. */
  targets: readonly string[];
  /** Breaks every connection of a client and refuses new ones until {@link restore}. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

/** Names the server of a browser: the n-th, or the next one that is there. */
export const ROUTE_COOKIE = 'openslot_route';

/** @param webSockets false: like a network that forbids them. */
export async function startStickyProxy(webSockets = true): Promise<StickyProxy> {
  const clients = new Set<Socket>();
  let isCut = false;
  let given = 0;
  const state = { targets: [] as readonly string[] };
  /** The servers for this browser, the one it belongs to first. */
  const targetsFor = (route: number) => state.targets.map((_url, n) => pick(state.targets, route + n));
  const server = createServer((incoming, outgoing) => {
    let route = routeOf(incoming);
    if (route === null) {
      route = given++;
      outgoing.setHeader('Set-Cookie', `${ROUTE_COOKIE}=${route}; Path=/; HttpOnly; SameSite=Lax`);
    }
    void forward(incoming, outgoing, targetsFor(route));
  });
  server.on('connection', (socket) => {
    if (isCut) {
      socket.destroy();
      return;
    }
    clients.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => clients.delete(socket));
  });
  server.on('upgrade', (incoming, socket: Socket, head) => {
    if (webSockets) {
      tunnel(incoming, socket, head, targetsFor(routeOf(incoming) ?? 0));
    } else {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      for (const socket of clients) {
        socket.destroy();
      }
    },
    restore() {
      isCut = false;
    },
    async close() {
      for (const socket of clients) {
        socket.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function pick(targets: readonly string[], index: number): string {
  return targets[index % targets.length] ?? '';
}

function routeOf({ headers }: IncomingMessage): number | null {
  const route = new RegExp(`${ROUTE_COOKIE}=(\\d+)`).exec(headers.cookie ?? '')?.[1];
  return route === undefined ? null : Number(route);
}

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  targets: readonly string[],
): Promise<void> {
  const body = await buffer(incoming).catch(() => null);
  for (const target of body === null ? [] : targets) {
    const outcome = await send(target, incoming, outgoing, body ?? Buffer.alloc(0));
    // What may have reached a server goes to another one only if asking twice does no harm.
    if (outcome === 'answered' || (outcome === 'broken' && incoming.method !== 'GET')) {
      break;
    }
  }
  if (!outgoing.headersSent) {
    outgoing.writeHead(502).end();
  }
}

function send(
  target: string,
  { method = 'GET', url = '/', headers }: IncomingMessage,
  outgoing: ServerResponse,
  body: Buffer,
): Promise<'answered' | 'refused' | 'broken'> {
  return new Promise((resolve) => {
    const asking = request(`${target}${url}`, { method, headers, agent: false });
    asking.on('error', (error: NodeJS.ErrnoException) => {
      const isOver = outgoing.headersSent || outgoing.destroyed;
      resolve(isOver ? 'answered' : error.code === 'ECONNREFUSED' ? 'refused' : 'broken');
    });
    asking.once('response', (answer) => {
      const { connection: _hop, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, kept);
      answer.pipe(outgoing);
      answer.once('error', () => outgoing.destroy());
      resolve('answered');
    });
    outgoing.once('close', () => asking.destroy());
    asking.end(body);
  });
}

function tunnel(incoming: IncomingMessage, socket: Socket, head: Buffer, targets: readonly string[]): void {
  const [target, ...others] = targets;
  if (target === undefined) {
    socket.destroy();
    return;
  }
  const { hostname, port } = new URL(target);
  const peer = connect(Number(port), hostname, () => {
    const lines = incoming.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
    );
    peer.write([`GET ${incoming.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    peer.write(head);
    socket.pipe(peer).pipe(socket);
  });
  peer.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED') {
      tunnel(incoming, socket, head, others);
    } else {
      socket.destroy();
    }
  });
  peer.once('close', () => peer.bytesWritten > 0 && socket.destroy());
  socket.once('close', () => peer.destroy());
}
