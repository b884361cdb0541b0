import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { listDoctors } from '@openslot/shared/contracts/doctors';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from './clinic.ts';
import { freshDatabaseUri } from './test-database.ts';

const uri = freshDatabaseUri();
let founded = false;
let agent: Agent;

afterEach(() => agent.destroy());

async function start(): Promise<TestClinic> {
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const clinic = await startTestClinic({ uri, founded });
  founded = true;
  return clinic;
}

/** A sign-out of which the server has the head and half of the body. */
async function halfSent(clinic: TestClinic) {
  const sending = request(`${clinic.baseUrl}/api/auth/sign-out`, {
    method: 'POST',
    agent,
    headers: { Origin: clinic.baseUrl, 'Content-Type': 'application/json', 'Content-Length': 2 },
  });
  const arrived = once(clinic.app.http, 'request');
  sending.write('{');
  await arrived;
  return sending;
}

async function elapsed(work: Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work;
  return performance.now() - since;
}

describe('an application that is told to close', () => {
  it('lets a request under way finish and is closed at once when it has', async () => {
    const clinic = await start();
    const sending = await halfSent(clinic);
    const answered = once(sending, 'response');
    let closed = false;
    const closing = clinic.close().then(() => {
      closed = true;
    });
    await expect(clinic.visitor.call(listDoctors)).rejects.toThrow('ECONNREFUSED');
    expect(closed).toBe(false);
    sending.end('}');
    const [answer] = (await answered) as [IncomingMessage];
    expect([answer.statusCode, JSON.parse(await text(answer))]).toEqual([
      200,
      { user: null, expiresAt: null },
    ]);
    // The connection is kept alive for seconds by default.
    expect(await elapsed(closing)).toBeLessThan(1_500);
  });

  it('takes leave of a client that never stops asking on one connection', async () => {
    const clinic = await start();
    const statuses: (number | undefined)[] = [];
    const asking = (async () => {
      for (;;) {
        const [answer] = (await once(request(`${clinic.baseUrl}/healthz`, { agent }).end(), 'response')) as [
          IncomingMessage,
        ];
        await text(answer);
        statuses.push(answer.statusCode);
      }
    })();
    await expect.poll(() => statuses.length).toBeGreaterThan(5);
    const closing = clinic.close();
    await expect(asking).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
    expect(await elapsed(closing)).toBeLessThan(1_500);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('closes its sockets, which are told to come back', async () => {
    const clinic = await start();
    const { socket } = await clinic.visitor.listen();
    const left = new Promise((resolve) => socket.once('disconnect', resolve));
    await clinic.close();
    // Not `io server disconnect`, after which a client would stay away.
    expect(await left).toBe('transport close');
  });
});
