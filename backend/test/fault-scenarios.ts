import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import {
  BURST_GAP_MS,
  type Expected,
  expectOneToastABurst,
  report,
  untilAllEqual,
  untilAllLive,
} from './fault-checks.ts';
import type { FaultClinic } from './fault-clinic.ts';

/** How long a fault lasts and how much happens meanwhile. */
export interface FaultSize {
  readonly killChanges: number;
  readonly cutOffMs: number;
  readonly frozenMs: number;
  readonly socketCutMs: number;
  readonly deafChanges: number;
  readonly stormChanges: number;
  readonly stormMs: number;
  /** Within which everybody must be equal to the clinic when a fault is over. */
  readonly convergeMs: number;
  /** Within which a change is seen when every event of it was lost. */
  readonly deafMs: number;
}

/** Does something bad to a clinic, and returns once everybody who watches is equal to it; says in words what happened. */
export type FaultScenario = (clinic: FaultClinic, size: FaultSize) => Promise<string>;

const PAUSE_MS = 100;
const CUT_OFF_CHANGES = 5;

/** Kill -9 of a server in the middle of changes; it stays away until everybody is equal. */
export function killServer(route: number): FaultScenario {
  return (clinic, { killChanges, convergeMs }) =>
    report(clinic, convergeMs, async () => {
      for (let index = 0; index < killChanges; index += 1) {
        if (index === Math.floor(killChanges / 2)) {
          await clinic.backends[route]?.kill();
        }
        await clinic.change();
        await delay(PAUSE_MS);
      }
    });
}

/** The first server alone loses the database while the second one goes on; its own pages must get everything, once and in order. */
export const cutOffFromDatabase: FaultScenario = (clinic, { cutOffMs, convergeMs }) =>
  report(clinic, convergeMs, async () => {
    const [wire] = clinic.wires;
    const [client] = clinic.clients;
    assert(wire !== undefined && client !== undefined);
    const [before, connections] = [client.heard.length, client.connections()];
    const { seq } = await clinic.truth();
    wire.cut();
    try {
      for (let index = 0; index < CUT_OFF_CHANGES; index += 1) {
        await clinic.change(1);
        await delay(cutOffMs / CUT_OFF_CHANGES);
      }
    } finally {
      wire.restore();
    }
    const heard = () => client.heard.slice(before).map((event) => event.seq);
    // On a machine so busy that it had to connect anew, it asked for what came in between.
    const isSame = () => client.connections() === connections;
    await expectChain(heard, seq, seq + CUT_OFF_CHANGES, convergeMs, isSame);
  });

async function expectChain(
  heard: () => number[],
  from: number,
  to: number,
  limitMs: number,
  isSameConnection: () => boolean,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (heard().length < to - from && isSameConnection() && performance.now() < deadline) {
    await delay(PAUSE_MS);
  }
  if (!isSameConnection()) {
    return;
  }
  const expected = Array.from({ length: to - from }, (_none, index) => from + 1 + index);
  assert.deepEqual(heard(), expected, 'the server that was cut off told something else than happened');
}

/** `stop` makes the database silent for a while, `goOn` lets it speak again. */
export function silentDatabase(stop: () => void | Promise<void>, goOn: () => void): FaultScenario {
  return (clinic, { frozenMs, convergeMs }) =>
    report(clinic, convergeMs, async () => {
      await clinic.change();
      await stop();
      // Begun in the silence, made after it.
      const changing = clinic.change();
      await delay(frozenMs);
      goOn();
      await changing;
      await clinic.change();
    });
}

/** No client reaches any server while three changes are made. */
export const cutSockets: FaultScenario = async (clinic, { socketCutMs, convergeMs }) => {
  // Another burst than whatever was before.
  await delay(BURST_GAP_MS);
  const before = clinic.clients.map((client) => client.toasts());
  const outcome = await report(clinic, convergeMs, async () => {
    const networks = [clinic.balancer, clinic.noWebSockets];
    for (const network of networks) {
      network.cut();
    }
    try {
      for (let index = 0; index < 3; index += 1) {
        await clinic.change();
        await delay(socketCutMs / 3);
      }
    } finally {
      for (const network of networks) {
        network.restore();
      }
    }
  });
  for (const [index, client] of clinic.clients.entries()) {
    assert.equal(client.toasts() - (before[index] ?? 0), 1, `${client.name}: one toast for what was missed`);
  }
  return outcome;
};

/** Every event is dropped on its way into the page, and the connection looks well: the 30 seconds of document 000. */
export const dropEverything: FaultScenario = async (clinic, { deafChanges, deafMs }) => {
  for (const client of clinic.clients) {
    client.deaf = true;
  }
  const times: number[] = [];
  try {
    for (let index = 0; index < deafChanges; index += 1) {
      await delay(Math.random() * 2_000);
      await clinic.change();
      times.push(await untilAllEqual(clinic, deafMs));
    }
  } finally {
    for (const client of clinic.clients) {
      client.deaf = false;
    }
  }
  const longest = Math.max(...times);
  assert(longest <= deafMs, `a change was seen after ${longest.toFixed(0)} ms`);
  return `${deafChanges} changes, every event dropped; each seen by all after ${times.map((ms) => (ms / 1_000).toFixed(1)).join(', ')} s`;
};

/** Many changes in a short time: no toast for each of them. */
export const manyChanges: FaultScenario = async (clinic, { stormChanges, stormMs, convergeMs }) => {
  // Another burst than whatever was before.
  await delay(BURST_GAP_MS);
  const before: Expected[] = clinic.clients.map((client) => ({
    client,
    toasts: client.toasts(),
    heard: client.heard.length,
  }));
  const outcome = await report(clinic, convergeMs, async () => {
    const since = performance.now();
    for (let index = 0; index < stormChanges; index += 1) {
      await clinic.change();
      await delay(Math.max(0, since + ((index + 1) * stormMs) / stormChanges - performance.now()));
    }
  });
  const toasts = before.map(expectOneToastABurst);
  return `${outcome}; toasts for bursts: ${toasts.join(', ')}`;
};

/** Told to end in order, the first server is left by its pages before it closes, and refuses nothing to anybody. */
export const endInOrder: FaultScenario = async (clinic, { convergeMs }) => {
  const [leaving] = clinic.backends;
  assert(leaving !== undefined);
  await untilAllLive(clinic, convergeMs);
  const state = { over: false };
  const statuses: number[] = [];
  const asking = (async () => {
    while (!state.over) {
      const answer = await fetch(`${clinic.balancer.url}/api/v1/clinic`, {
        headers: { Cookie: 'openslot_route=0' },
      });
      statuses.push(answer.status);
      await answer.arrayBuffer();
    }
  })();
  const outcome = await report(clinic, convergeMs, async () => {
    const ended = leaving.stop();
    await clinic.change();
    assert.equal(await ended, 0, 'it was not done within ten seconds');
    await clinic.change();
  });
  state.over = true;
  await asking;
  assert.deepEqual([...new Set(statuses)], [200], 'somebody was refused');
  return `${outcome}; ${statuses.length} requests meanwhile, all answered`;
};
