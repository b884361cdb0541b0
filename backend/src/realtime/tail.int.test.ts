import { readDoctor } from '@openslot/shared/contracts/doctors';
import { readSession } from '@openslot/shared/contracts/session';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { startTcpProxy, type TcpProxy } from '../../test/tcp-proxy.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';

const uri = freshDatabaseUri();
let proxy: TcpProxy;
let cutOff: TestClinic;
let healthy: TestClinic;

beforeAll(async () => {
  proxy = await startTcpProxy(Number(/:(\d+)/.exec(uri.slice('mongodb://'.length))?.[1]));
  healthy = await startTestClinic({ uri });
  // Directly, or the driver would learn the real address and go around the wire.
  const wired = uri.replace(
    /^(mongodb:\/\/[^/]*?):\d+(\/[^?]*).*$/,
    `$1:${proxy.port}$2?directConnection=true`,
  );
  cutOff = await startTestClinic({ uri: wired, founded: true });
});
afterAll(async () => {
  proxy.restore();
  await cutOff.close();
  await healthy.close();
  await proxy.close();
});

const readiness = async (clinic: TestClinic) => (await request(clinic.baseUrl).get('/readyz')).status;

describe('a process that loses the database for a while', () => {
  it('says that it is not ready, lives on, and then tells its sockets everything that others committed meanwhile', async () => {
    const doctorId = await healthy.addDoctor();
    const admin = await healthy.signIn('admin');
    const [known, unknown] = [await cutOff.signIn('admin'), await cutOff.signIn('admin')];
    cutOff.clock.time += 60_000;
    await known.call(readSession).expect(200);
    const listener = await cutOff.visitor.listen();
    expect(await listener.watch(doctorId)).toEqual({ ok: true, data: { seq: 0 } });
    expect(await readiness(cutOff)).toBe(200);

    proxy.cut();
    await vi.waitFor(async () => expect(await readiness(cutOff)).toBe(503), { timeout: 10_000 });
    await request(cutOff.baseUrl).get('/healthz').expect(200);
    expect(await readiness(healthy)).toBe(200);
    const since = performance.now();
    const marked = {
      allDay: true,
      startDate: '2026-01-16',
      endDate: '2026-01-16',
      startTime: null,
      endTime: null,
    };
    const unserved = await Promise.all([
      cutOff.visitor.call(readDoctor, { params: { doctorId } }),
      // Whose session is known, and whose is to be looked up.
      known.call(markUnavailable, { params: { doctorId }, body: marked }),
      unknown.call(readSession),
    ]);
    for (const answer of unserved) {
      expect([answer.status, answer.body.code]).toEqual([503, 'busy']);
      expect(answer.headers).toHaveProperty('retry-after');
    }
    expect(performance.now() - since).toBeLessThan(9_000);
    // Not "unknown": a page would give up on a doctor who is there.
    const other = await healthy.addDoctor();
    const ack = await listener.socket.timeout(15_000).emitWithAck('watch-doctor', { doctorId: other });
    expect(ack).toMatchObject({ ok: false, problem: { code: 'busy', status: 503 } });
    for (const day of ['13', '14', '15']) {
      const date = `2026-01-${day}`;
      const body = { allDay: true, startDate: date, endDate: date, startTime: null, endTime: null };
      await admin.call(markUnavailable, { params: { doctorId }, body }).expect(201);
    }
    expect(listener.heard).toEqual([]);

    proxy.restore();
    const events = await listener.until('doctor-availability-updated', 3, 20_000);
    expect(events.map((event) => event.payload.seq)).toEqual([1, 2, 3]);
    expect(listener.heard).toHaveLength(3);
    await vi.waitFor(async () => expect(await readiness(cutOff)).toBe(200), { timeout: 10_000 });
  });
});
