import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { readCalendar } from '@openslot/shared/contracts/calendar';
import { readChanges } from '@openslot/shared/contracts/changes';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import { listOverrides, setOverride } from '@openslot/shared/contracts/overrides';
import { readSlots } from '@openslot/shared/contracts/slots';
import { createTemplate, listTemplates } from '@openslot/shared/contracts/templates';
import { listUnavailability, markUnavailable } from '@openslot/shared/contracts/unavailability';
import { Problem } from '@openslot/shared/errors/problem';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEndpoints } from '../../test/all-endpoints.ts';
import { type WildRequest, wildRequest } from '../../test/arbitrary-request.ts';
import type { Client } from '../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';

/** The same requests in every run. Other ones: change the seed, or raise the count. */
const SEED = 20_261_121;
const REQUESTS_PER_ENDPOINT = 20;
const PATIENCE_MS = 8_000;

const uri = freshDatabaseUri();
const endpoints = await allEndpoints();
let clinic: TestClinic;
let admin: Client;
const known: Record<string, string[]> = {};

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  admin = await clinic.signIn('admin');
  know('visitTypeId', clinic.visitTypeId);
  know('visitTypeIds', clinic.visitTypeId);
  for (const timeZone of ['Europe/Berlin', 'America/New_York']) {
    await furnish(await clinic.addDoctor({ timeZone }));
  }
});
afterAll(() => clinic.close());

function know(name: string, id: string | null | undefined): void {
  known[name] = [...(known[name] ?? []), id ?? ''];
}

/** Something of each kind, so that requests find what they name. */
async function furnish(doctorId: string): Promise<void> {
  const params = { doctorId };
  know('doctorId', doctorId);
  know('since', `${doctorId}:0`);
  const patient = await clinic.signIn('patient');
  know('patientId', patient.user?.patientId);
  know('userId', (await clinic.signIn('doctor', { doctorId })).user?.id);
  const { body: templates } = await admin.call(createTemplate, {
    params,
    body: { effectiveFrom: '2026-02-02', windows: [{ dayOfWeek: 1, start: '22:00', end: '02:00' }] },
  });
  for (const template of templates.templates) {
    know('templateId', template.id);
  }
  const { body: overrides } = await admin.call(setOverride, {
    params,
    body: { date: '2026-01-13', windows: [{ start: '09:00', end: '17:00' }] },
  });
  know('overrideId', overrides.overrides[0].id);
  const hours = { startDate: '2026-01-14', endDate: '2026-01-14', startTime: '09:00', endTime: '10:00' };
  const { body: period } = await admin.call(markUnavailable, { params, body: { allDay: false, ...hours } });
  know('unavailabilityId', period.unavailability.id);
  const booking = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: '2026-01-15T15:00:00Z' };
  const { body: visit } = await patient.call(bookAppointment, { body: booking }).expect(201);
  know('appointmentId', visit.appointment.id);
}

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

async function send(endpoint: Endpoint, wild: WildRequest, cookie: string): Promise<Answer> {
  const path = endpoint.path.replace(/:(\w+)/g, (_match, name: string) =>
    encode(name in wild.params ? wild.params[name] : `missing-${name}`),
  );
  const query = Object.entries(wild.query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encode(name)}=${encode(one)}`),
  );
  const hasBody = endpoint.method !== 'GET';
  const response = await fetch(`${clinic.baseUrl}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`, {
    method: endpoint.method,
    headers: {
      origin: clinic.baseUrl,
      ...(cookie !== '' && { cookie }),
      ...(hasBody && { 'content-type': 'application/json' }),
      ...wild.headers,
    },
    ...(hasBody && { body: wild.rawBody ?? JSON.stringify(wild.body) ?? '' }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
  };
}

/** As text in an address: never empty, which would be another path, and never longer than a server reads. */
function encode(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  // Half a surrogate pair cannot be written in an address at all.
  return encodeURIComponent(text.slice(0, 500).replaceAll(/\p{Surrogate}/gu, '\ufffd') || '%ff');
}

/** Whatever was asked: an answer that the contract describes, or a problem that says what was wrong. */
function expectFitting(endpoint: Endpoint, { status, type, text }: Answer): void {
  if (status === endpoint.status) {
    expect(endpoint.response.safeParse(JSON.parse(text)).error).toBeUndefined();
    return;
  }
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status, text).toBeLessThan(500);
  expect(type).toMatch(/^application\/problem\+json\b/);
  expect(Problem.parse(JSON.parse(text)).status).toBe(status);
}

/** Signing in or out ends the session that asks: those requests come with a cookie that stands for nobody. */
const cookieFor = (endpoint: Endpoint) =>
  endpoint.path.startsWith('/api/auth/') ? 'openslot_session=nobody%ff.x; openslot_session="' : admin.cookie;

describe('requests and messages nobody meant', () => {
  it.each(endpoints)(
    '$name is answered, never with a failure of ours',
    async ({ endpoint }) => {
      await fc.assert(
        fc.asyncProperty(wildRequest(endpoint, known), async (wild) => {
          expectFitting(endpoint, await send(endpoint, wild, cookieFor(endpoint)));
        }),
        { seed: SEED, numRuns: REQUESTS_PER_ENDPOINT, endOnFailure: true },
      );
    },
    60_000,
  );

  it.each(['watch-doctor', 'unwatch-doctor'] as const)(
    'a %s with any payload is acknowledged, and nothing of it is joined',
    async (event) => {
      const { socket } = await clinic.visitor.listen();
      const payload = fc.oneof(
        fc.jsonValue(),
        fc.uint8Array({ maxLength: 100 }),
        fc.record({ doctorId: fc.jsonValue(), more: fc.jsonValue() }, { requiredKeys: ['doctorId'] }),
      );
      await fc.assert(
        fc.asyncProperty(payload, async (raw) => {
          const ack: unknown = await socket.timeout(PATIENCE_MS).emitWithAck(event, raw as never);
          expect(ack).toMatchObject({ ok: false, problem: { code: 'invalid_request', status: 422 } });
        }),
        { seed: SEED, numRuns: 100, endOnFailure: true },
      );
      expect(socket.connected).toBe(true);
    },
  );

  it('leave every schedule readable and every change numbered without a hole', async () => {
    const week = { from: '2026-01-12', to: '2026-02-20' };
    const always = { from: '1971-01-01', to: '2198-12-31' };
    for (const { _id, seq } of await clinic.models.doctors.find().lean()) {
      const params = { doctorId: String(_id) };
      const slots = { ...week, visitTypeId: clinic.visitTypeId, timeZone: 'Europe/Berlin' };
      await admin.call(readSlots, { params, query: slots }).expect(200);
      await admin.call(readCalendar, { params, query: week }).expect(200);
      await admin.call(listTemplates, { params }).expect(200);
      await admin.call(listOverrides, { params, query: always }).expect(200);
      await admin.call(listUnavailability, { params, query: always }).expect(200);
      const { body } = await admin.call(readChanges, { params, query: { since: '0' } }).expect(200);
      expect(body).toMatchObject({ reset: false, seq });
      expect(body.changes).toHaveLength(seq);
    }
  });
});
