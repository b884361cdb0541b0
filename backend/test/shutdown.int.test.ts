import { once } from 'node:events';
import { Agent, type IncomingMessage, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { listDoctors } from '@openslot/shared/contracts/doctors';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from './clinic.ts';
import { freshDatabaseUri } from './test-database.ts';

const uri = freshDatabaseUri();
let founded = false;
let agent: Agent;

afterEach(() => agent.destroy());

async function start(settings: { drainMs?: number } = {}): Promise<TestClinic> {
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const clinic = await startTestClinic({ uri, founded, ...settings });
  founded = true;
  return clinic;
}

/** A sign-out of which the server has the head and half of the body. */
async function halfSent(clinic: TestClinic) {
  const sending = send(`${clinic.baseUrl}/api/auth/sign-out`, {
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
        const [answer] = (await once(send(`${clinic.baseUrl}/healthz`, { agent }).end(), 'response')) as [
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

  it('tells its sockets to connect elsewhere, then closes those that stay', async () => {
    const clinic = await start();
    const { socket, until } = await clinic.visitor.listen();
    const left = new Promise((resolve) => socket.once('disconnect', resolve));
    const closing = clinic.close();
    // Nobody comes back to the process that they were told to leave.
    await expect(clinic.visitor.call(listDoctors)).rejects.toThrow('ECONNREFUSED');
    const [told] = await until('server-draining');
    expect(told?.payload).toEqual({ reconnectWithinMs: 10 });
    // Not `io server disconnect`, after which a client would stay away.
    expect(await left).toBe('transport close');
    await closing;
  });

  it('first only says that it is not ready, and serves on until the load balancer has seen it', async () => {
    const clinic = await start({ drainMs: 1_000 });
    const { socket, heard } = await clinic.visitor.listen();
    const closing = clinic.close();
    const readiness = await request(clinic.baseUrl).get('/readyz');
    const answer = await clinic.visitor.call(listDoctors);
    expect([readiness.status, answer.status]).toEqual([503, 200]);
    // A balancer that kept this connection would meet its end with the next request.
    expect(answer.headers.connection).toBe('close');
    expect([socket.connected, heard]).toEqual([true, []]);
    await closing;
    await expect(clinic.visitor.call(listDoctors)).rejects.toThrow('ECONNREFUSED');
  });
});
