import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

const FIRST_PORT = 27_100;
const PORT_COUNT = 900;

/** Whether nothing listens on this loopback port. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * A free loopback port for a data directory, the same one again where possible. Stays below the range from which
 * the system takes ports for outgoing connections: such a port may be busy at the next start.
 */
export async function choosePort(
  dataDirectory: string,
  isFree: (port: number) => Promise<boolean> = isPortFree,
): Promise<number> {
  const start = createHash('sha256').update(dataDirectory).digest().readUInt32BE(0);
  for (let step = 0; step < PORT_COUNT; step += 1) {
    const port = FIRST_PORT + ((start + step) % PORT_COUNT);
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`no free port between ${FIRST_PORT} and ${FIRST_PORT + PORT_COUNT - 1}`);
}
