import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { untilAllEqual, untilAllLive } from './fault-checks.ts';
import { type FaultClinic, startFaultClinic } from './fault-clinic.ts';
import {
  cutOffFromDatabase,
  cutSockets,
  endInOrder,
  type FaultScenario,
  type FaultSize,
  killServer,
  manyChanges,
  silentDatabase,
} from './fault-scenarios.ts';
import { type LiveClient, openLiveClient } from './live-client.ts';
import { freshDatabaseUri } from './test-database.ts';

const uri = freshDatabaseUri();
/** Short: the same faults for longer, and a silent database itself, are in `npm run test:faults`. */
const SIZE: FaultSize = {
  killChanges: 6,
  cutOffMs: 2_000,
  frozenMs: 2_000,
  socketCutMs: 1_500,
  deafChanges: 0,
  // Odd: what is shown afterwards is not what was shown before.
  stormChanges: 13,
  stormMs: 1_000,
  convergeMs: 60_000,
  deafMs: 90_000,
};
let clinic: FaultClinic;
let polling: LiveClient;
/** Never loses its connection, for nothing lies between it and the second server, and never gets an event. */
let deaf: LiveClient;

beforeAll(async () => {
  clinic = await startFaultClinic(uri, false);
  const { url } = clinic.noWebSockets;
  for (const [name, route] of [
    ['on the first server', 0],
    ['on the second server', 1],
  ] as const) {
    clinic.open(name, route);
  }
  polling = clinic.open('without WebSockets', 1, { url });
  const [, second] = clinic.backends;
  deaf = openLiveClient({ name: 'deaf', url: second?.url ?? '', route: 1, query: clinic.query, deaf: true });
}, 240_000);
afterAll(async () => {
  deaf.stop();
  await clinic.close();
});

async function survives(name: string, scenario: FaultScenario): Promise<void> {
  const outcome = await scenario(clinic, SIZE);
  process.stderr.write(`[faults] ${name}: ${outcome}\n`);
}

const numbers = (client: LiveClient) => client.heard.map(({ seq }) => seq);
const PATIENCE = { timeout: 60_000, interval: 50 };

describe('two servers behind a load balancer', { timeout: 200_000 }, () => {
  it('tell everybody on either of them what happened on the other, also where WebSockets are forbidden', async () => {
    await untilAllLive(clinic, SIZE.convergeMs);
    await clinic.change(0);
    await clinic.change(1);
    await untilAllEqual(clinic, SIZE.convergeMs);
    // By pushing, not by asking.
    await vi.waitFor(
      () =>
        expect(clinic.clients.map(numbers)).toEqual([
          [1, 2],
          [1, 2],
          [1, 2],
        ]),
      PATIENCE,
    );
    expect(polling.status()).toBe('live');
  });

  it('[RT19] changes in quick succession make one toast', () => survives('many changes', manyChanges));

  it('[RT4] everybody who was cut off from the servers catches up, with one toast', () =>
    survives('cut sockets', cutSockets));

  it('a server that was cut off from the database tells everything, once and in order', () =>
    survives('cut off', cutOffFromDatabase));

  it('a database that is silent for a while loses nothing', () => {
    const freeze = () => clinic.wires.forEach((wire) => void wire.freeze());
    const thaw = () => clinic.wires.forEach((wire) => void wire.restore());
    return survives('silent database', silentDatabase(freeze, thaw));
  });

  it('[RT17] whoever gets no event at all learns of everything by asking', async () => {
    await vi.waitFor(() => expect(deaf.known()).toBeGreaterThan(2), PATIENCE);
    expect(deaf.heard.every(({ dropped }) => dropped)).toBe(true);
  });

  it('[RT28] a server that ends in order is left by its pages, and nobody is refused', async () => {
    await survives('ends in order', endInOrder);
    await untilAllLive(clinic, SIZE.convergeMs);
    await clinic.replace(0);
  });

  it('a server that is killed is missed by nobody', async () => {
    await survives('killed', killServer(1));
    await untilAllLive(clinic, SIZE.convergeMs);
  });
});
