import { readDoctor } from '@openslot/shared/contracts/doctors';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import request from 'supertest';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { startTcpProxy, type TcpProxy } from '../../test/tcp-proxy.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';

/** The driver alone would wait for 40 seconds, and a transaction for more than a minute. */
const NOTICED_MS = 30_000;

const uri = freshDatabaseUri();
let proxy: TcpProxy;
let clinic: TestClinic;

beforeAll(async () => {
  proxy = await startTcpProxy(Number(/:(\d+)/.exec(uri.slice('mongodb://'.length))?.[1]));
  const wired = uri.replace(
    /^(mongodb:\/\/[^/]*?):\d+(\/[^?]*).*$/,
    `$1:${proxy.port}$2?directConnection=true`,
  );
  clinic = await startTestClinic({ uri: wired });
});
afterAll(async () => {
  proxy.restore();
  await clinic.close();
  await proxy.close();
});

it('a database that has fallen silent hangs nobody for long, and is used again once it answers', async () => {
  const doctorId = await clinic.addDoctor();
  const admin = await clinic.signIn('admin');
  const params = { doctorId };
  const date = '2026-01-15';
  const body = { allDay: true, startDate: date, endDate: date, startTime: null, endTime: null };
  proxy.freeze();
  const since = performance.now();
  const [read, write, ready] = await Promise.all([
    clinic.visitor.call(readDoctor, { params }),
    admin.call(markUnavailable, { params, body }),
    request(clinic.baseUrl).get('/readyz'),
  ]);
  expect(performance.now() - since).toBeLessThan(NOTICED_MS);
  expect([read.status, write.status, ready.status]).toEqual([503, 503, 503]);
  await request(clinic.baseUrl).get('/healthz').expect(200);
  proxy.restore();
  const served = async () => (await clinic.visitor.call(readDoctor, { params })).status;
  await vi.waitFor(async () => expect(await served()).toBe(200), { timeout: 20_000 });
  // Another doctor: what was on its way when the line died may keep this one's locks for a while.
  const other = { doctorId: await clinic.addDoctor() };
  await admin.call(markUnavailable, { params: other, body }).expect(201);
}, 90_000);
