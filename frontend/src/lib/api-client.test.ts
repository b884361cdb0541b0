import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { readClinic } from '@openslot/shared/contracts/clinic';
import { readSlots } from '@openslot/shared/contracts/slots';
import { describe, expect, it, vi } from 'vitest';
import { createApi } from './api-client.ts';
import { ApiError } from './api-error.ts';

const ID = 'a'.repeat(24);
const CLINIC = { name: 'Park', timeZone: 'Europe/Berlin', demo: false };

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

function apiAnswering(status: number, body: unknown, onRefused?: () => void) {
  const sent: Sent[] = [];
  const api = createApi({
    clock: { now: () => 1_729_513_200_000 },
    ...(onRefused ? { onRefused } : {}),
    fetch: async (url, init) => {
      sent.push({ url: String(url), init: init ?? {} });
      return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
    },
  });
  return { api, sent };
}

const query = { from: '2026-03-01', to: '2026-03-31', visitTypeId: ID, timeZone: 'Europe/Berlin' };

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe('a call', () => {
  it('asks for slots past every cache, with a timestamp, and for nothing else with one', async () => {
    const { api, sent } = apiAnswering(200, CLINIC);
    await api.call(readClinic, {});
    await failure(api.call(readSlots, { params: { doctorId: ID }, query }));
    const [clinic, slots] = sent;
    expect(clinic?.url).toBe('/api/v1/clinic');
    const url = new URL(slots?.url ?? '', 'http://x');
    expect(url.pathname).toBe(`/api/v1/doctors/${ID}/slots`);
    expect(Object.fromEntries(url.searchParams)).toEqual({ ...query, _t: '1729513200000' });
    const headers = new Headers(slots?.init.headers);
    expect([headers.get('cache-control'), headers.get('pragma')]).toEqual(['no-cache', 'no-cache']);
    expect(slots?.init).toMatchObject({ cache: 'no-store', credentials: 'same-origin' });
  });

  it('sends a body as JSON with the idempotency key', async () => {
    const { api, sent } = apiAnswering(500, {});
    const body = { doctorId: ID, visitTypeId: ID, startsAt: '2026-03-02T09:00:00Z' };
    await failure(api.call(bookAppointment, { body, idempotencyKey: 'k1' }));
    const headers = new Headers(sent[0]?.init.headers);
    expect([headers.get('content-type'), headers.get('idempotency-key')]).toEqual(['application/json', 'k1']);
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual(body);
  });

  it('says not who asks where it is anonymous', async () => {
    const { api, sent } = apiAnswering(200, CLINIC);
    await api.call(readClinic, { anonymous: true, keepalive: true });
    expect(sent[0]?.init).toMatchObject({ credentials: 'omit', keepalive: true });
  });

  it('never lets a parameter leave its place in the path', async () => {
    const { api, sent } = apiAnswering(200, {});
    await failure(api.call(readSlots, { params: { doctorId: '../../admin?x=' }, query }));
    expect(sent[0]?.url).toContain('/api/v1/doctors/..%2F..%2Fadmin%3Fx%3D/slots?');
  });

  it('gives the parsed answer, and refuses one it cannot understand', async () => {
    const call = (body: unknown) => apiAnswering(200, body).api.call(readClinic, {});
    expect(await call(CLINIC)).toEqual(CLINIC);
    expect((await failure(call({ name: 1 }))).code).toBe('unexpected_answer');
    expect((await failure(call('<html>'))).code).toBe('unexpected_answer');
  });

  it('throws the problem of a refusal, with the errors of its fields, and tells who listens', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Not valid',
      status: 422,
      code: 'invalid_request',
      errors: [{ pointer: '/windows/0/start', detail: 'is late' }],
    };
    const onRefused = vi.fn();
    const error = await failure(apiAnswering(422, problem, onRefused).api.call(readClinic, {}));
    expect(error.problem).toEqual(problem);
    expect(error.fieldErrors).toEqual({ 'windows/0/start': 'is late' });
    expect(error.mayRetry).toBe(false);
    expect(onRefused).toHaveBeenCalledWith(problem);
  });

  it('takes a gateway without a problem document for a busy clinic', async () => {
    const error = await failure(apiAnswering(502, '<h1>Bad gateway</h1>').api.call(readClinic, {}));
    expect([error.code, error.problem.status, error.mayRetry]).toEqual(['busy', 502, true]);
  });

  it('tells no network from no answer in time', async () => {
    const offline = createApi({ fetch: () => Promise.reject(new TypeError('failed')) });
    expect((await failure(offline.call(readClinic, {}))).code).toBe('offline');
    const silent = createApi({
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        }),
    });
    expect((await failure(silent.call(readClinic, { timeoutMs: 5 }))).code).toBe('timeout');
  });

  it('hands on that the caller gave up', async () => {
    const aborted = AbortSignal.abort();
    const api = createApi({ fetch: () => Promise.reject(aborted.reason) });
    await expect(api.call(readClinic, { signal: aborted })).rejects.toBe(aborted.reason);
  });
});
