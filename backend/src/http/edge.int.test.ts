import { bookAppointment, readAppointment } from '@openslot/shared/contracts/appointments';
import { listAudit } from '@openslot/shared/contracts/audit';
import { signUp } from '@openslot/shared/contracts/auth';
import { createDoctor, listDoctors } from '@openslot/shared/contracts/doctors';
import { setOverride } from '@openslot/shared/contracts/overrides';
import { listPatients } from '@openslot/shared/contracts/patients';
import { readSlots } from '@openslot/shared/contracts/slots';
import { createTemplate, listTemplates } from '@openslot/shared/contracts/templates';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { createVisitType } from '@openslot/shared/contracts/visit-types';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';

const uri = freshDatabaseUri();
const UNKNOWN = 'ffffffffffffffffffffffff';
let clinic: TestClinic;
let doctorId: string;
let doctor: Client;
let patient: Client;
let admin: Client;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  doctorId = await clinic.addDoctor();
  doctor = await clinic.signIn('doctor', { doctorId });
  patient = await clinic.signIn('patient');
  admin = await clinic.signIn('admin');
});
afterAll(() => clinic.close());

const HOURS = {
  allDay: false,
  startDate: '2026-01-13',
  endDate: '2026-01-13',
  startTime: '09:00',
  endTime: '10:00',
};

async function nothingWritten(): Promise<void> {
  expect(await clinic.models.exceptions.countDocuments({ doctorId })).toBe(0);
  expect((await clinic.models.doctors.findById(doctorId).orFail().lean()).seq).toBe(0);
}

describe('bad input is refused with the field, and nothing is written', () => {
  it.each([
    ['an hour that does not exist', { ...HOURS, startTime: '25:00' }, '/startTime'],
    ['30 February', { ...HOURS, startDate: '2026-02-30', endDate: '2026-02-30' }, '/startDate'],
    ['an end before its start', { ...HOURS, endTime: '08:00' }, '/endTime'],
    ['an end at its start', { ...HOURS, endTime: '09:00' }, '/endTime'],
    ['a last date before the first', { ...HOURS, endDate: '2026-01-12' }, '/endDate'],
    ['a time off the 5-minute raster', { ...HOURS, startTime: '09:02' }, '/startTime'],
    ['an unknown field', { ...HOURS, doctorId: UNKNOWN }, '/doctorId'],
    ['a wrong type', { ...HOURS, allDay: 'yes' }, '/allDay'],
    ['a missing field', { ...HOURS, endDate: undefined }, '/endDate'],
    ['a database operator', { ...HOURS, startDate: { $gt: '' } }, '/startDate'],
    ['a reason of 201 characters', { ...HOURS, reason: 'x'.repeat(201) }, '/reason'],
    ['a control character', { ...HOURS, reason: 'a\u0007b' }, '/reason'],
  ])('%s', async (_case, body, pointer) => {
    const answer = await doctor.call(markUnavailable, { params: { doctorId }, body });
    expect(answer.status).toBe(422);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'invalid_request', status: 422 });
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    await nothingWritten();
  });

  it('equal times in a window, for overrides and weekly hours', async () => {
    const window = { start: '09:00', end: '09:00' };
    const override = await doctor.call(setOverride, {
      params: { doctorId },
      body: { date: '2026-01-13', windows: [window] },
    });
    expect(override.body.errors[0].pointer).toBe('/windows/0/end');
    const template = await doctor.call(createTemplate, {
      params: { doctorId },
      body: { effectiveFrom: '2026-02-01', windows: [{ dayOfWeek: 1, ...window }] },
    });
    expect(template.body.errors[0].pointer).toBe('/windows/0/end');
    await nothingWritten();
  });

  it('a period that the change of clocks leaves empty', async () => {
    const body = {
      ...HOURS,
      startDate: '2026-03-29',
      endDate: '2026-03-29',
      startTime: '02:30',
      endTime: '03:00',
    };
    const answer = await doctor.call(markUnavailable, { params: { doctorId }, body });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/endTime']);
    await nothingWritten();
  });

  it('every field of a form at once, so that a person sees all of them', async () => {
    const answer = await admin.call(createVisitType, {
      body: { name: ' ', mode: 'fax', durationMinutes: 7 },
    });
    const pointers = answer.body.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(['/name', '/mode', '/durationMinutes', '/bufferBeforeMinutes']),
    );
  });

  it.each(['{"a":', '', 'null', '[]', '"text"'])('a body that is no JSON object: %j', async (text) => {
    const answer = await request(clinic.baseUrl)
      .post(`/api/v1/doctors/${doctorId}/unavailability`)
      .set('Origin', clinic.baseUrl)
      .set('Cookie', doctor.cookie)
      .set('Content-Type', 'application/json')
      .send(text);
    expect([400, 422]).toContain(answer.status);
    expect(answer.type).toBe('application/problem+json');
    await nothingWritten();
  });

  it.each(['gzip', 'deflate', 'br'])('a body that says it is %s and is not', async (encoding) => {
    const answer = await doctor
      .call(markUnavailable, { params: { doctorId }, body: HOURS })
      .set('Content-Encoding', encoding);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_json']);
    await nothingWritten();
  });

  it('a body in which everything is wrong, with the first hundred mistakes', async () => {
    const answer = await doctor.call(markUnavailable, {
      params: { doctorId },
      body: { ...HOURS, decisions: Array.from({ length: 1_000 }, () => 1) },
    });
    expect([answer.status, answer.body.errors.length]).toEqual([422, 100]);
    const odd = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`odd${index}`, 1]));
    const signingUp = await clinic.visitor.call(signUp, { body: odd });
    expect([signingUp.status, signingUp.body.errors.length]).toEqual([422, 100]);
  });

  it('a sign-in that is larger than any sign-in', async () => {
    const answer = await clinic.visitor.call(signUp, { body: { name: 'x'.repeat(20_000) } });
    expect([answer.status, answer.body.code]).toEqual([413, 'payload_too_large']);
  });

  it('a body that is too large', async () => {
    const answer = await doctor.call(markUnavailable, {
      params: { doctorId },
      body: { ...HOURS, reason: 'x'.repeat(600_000) },
    });
    expect([answer.status, answer.body.code]).toEqual([413, 'payload_too_large']);
  });

  it.each([
    [{ from: '2026-01-13', to: '2026-01-12' }, '/query/to'],
    [{ from: '2026-01-13', to: '2026-03-16' }, '/query/to'],
    [{ from: '2026-02-30', to: '2026-03-01' }, '/query/from'],
    [{ from: '2026-01-13', to: '2026-01-13', timeZone: 'Mars/Olympus' }, '/query/timeZone'],
    [{ from: '2026-01-13', to: '2026-01-13', visitTypeId: 'x' }, '/query/visitTypeId'],
    [{ from: '2026-01-13', to: '2026-01-13', surprise: '1' }, '/query/surprise'],
    [{ from: '2026-01-13', to: '2026-01-13', 'visitTypeId[$ne]': '' }, '/query/visitTypeId[$ne]'],
  ])('a slots request %j', async (change, pointer) => {
    const query = { visitTypeId: clinic.visitTypeId, timeZone: 'Europe/Berlin', ...change } as Record<
      string,
      string
    >;
    const answer = await clinic.visitor.call(readSlots, { params: { doctorId }, query });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });
});

describe('a search for text that no name can hold', () => {
  it.each([[listDoctors], [listPatients]])('is refused with the field', async (endpoint) => {
    const answer = await admin.call(endpoint, { query: { search: 'a\u0000b' } });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ pointer: '/query/search', detail: 'contains unreadable characters' }],
    ]);
    await admin.call(endpoint, { query: { search: ' .*(\t[' } }).expect(200);
  });
});

describe('who asks', () => {
  it('unknown ids are not found, malformed ones named', async () => {
    expect((await patient.call(readAppointment, { params: { appointmentId: UNKNOWN } })).status).toBe(404);
    const malformed = await patient.call(readAppointment, { params: { appointmentId: 'nonsense' } });
    expect([malformed.status, malformed.body.errors[0].pointer]).toEqual([422, '/params/appointmentId']);
    const body = { doctorId: UNKNOWN, visitTypeId: clinic.visitTypeId, startsAt: '2026-01-13T09:00:00Z' };
    expect((await patient.call(bookAppointment, { body })).status).toBe(404);
    expect((await admin.call(listTemplates, { params: { doctorId: UNKNOWN } })).status).toBe(404);
  });

  it("a doctor does not manage a colleague's schedule, a patient none, a visitor must sign in", async () => {
    const colleague = await clinic.signIn('doctor', { doctorId: await clinic.addDoctor() });
    const call = { params: { doctorId }, body: HOURS };
    expect((await colleague.call(markUnavailable, call)).status).toBe(403);
    expect((await patient.call(markUnavailable, call)).status).toBe(403);
    expect((await clinic.visitor.call(markUnavailable, call)).status).toBe(401);
    expect((await doctor.call(listAudit)).status).toBe(403);
    expect((await doctor.call(createDoctor, { body: {} })).status).toBe(403);
    expect((await patient.call(listDoctors, { query: { includeInactive: 'true' } })).status).toBe(403);
    await nothingWritten();
  });

  it('a session that has ended is told to sign in', async () => {
    const guest = await clinic.signIn('doctor', { doctorId: await clinic.addDoctor() });
    await clinic.models.sessions.deleteMany({ userId: guest.user?.id ?? '' });
    clinic.clock.time += 6_000;
    const params = { doctorId: guest.user?.doctorId ?? '' };
    const answer = await guest.call(markUnavailable, { params, body: HOURS });
    clinic.clock.time -= 6_000;
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
  });

  it.each([
    ['a foreign page', 'https://evil.example'],
    ['a page of another port', 'http://127.0.0.1:1'],
    ['no page at all', ''],
  ])('writes from %s are refused', async (_case, origin) => {
    const test = request(clinic.baseUrl)
      .post(`/api/v1/doctors/${doctorId}/unavailability`)
      .set('Cookie', doctor.cookie);
    const answer = await (origin === '' ? test : test.set('Origin', origin)).send(HOURS);
    expect([answer.status, answer.body.code]).toEqual([403, 'foreign_origin']);
    await nothingWritten();
  });

  it('a form that another site sends as text is refused', async () => {
    const answer = await request(clinic.baseUrl)
      .post(`/api/v1/doctors/${doctorId}/unavailability`)
      .set('Origin', clinic.baseUrl)
      .set('Cookie', doctor.cookie)
      .set('Content-Type', 'text/plain')
      .send(JSON.stringify(HOURS));
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_json']);
    await nothingWritten();
  });
});

describe('answers', () => {
  const query = { from: '2026-01-13', to: '2026-01-13', timeZone: 'Europe/Berlin', _t: '1729513200000' };

  it('slots and weekly hours are never cached, always 200, and carry no ETag', async () => {
    const slots = () =>
      clinic.visitor.call(readSlots, {
        params: { doctorId },
        query: { ...query, visitTypeId: clinic.visitTypeId },
      });
    const weekly = () => doctor.call(listTemplates, { params: { doctorId } });
    for (const ask of [slots, weekly]) {
      const answer = await ask().set('If-None-Match', '*').set('If-Modified-Since', new Date().toUTCString());
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store, no-cache, must-revalidate, proxy-revalidate, max-age=0',
        pragma: 'no-cache',
        expires: '0',
      });
      expect(answer.headers).not.toHaveProperty('etag');
    }
  });

  it('errors name the request and carry the security headers, and unknown paths are problems too', async () => {
    const answer = await request(clinic.baseUrl).get('/api/v1/nothing');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'not_found', instance: answer.headers['x-request-id'] });
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect((await request(clinic.baseUrl).get('/api/v1/doctors/%ff')).status).toBe(404);
  });

  it('the process says that it lives and that it can serve', async () => {
    await request(clinic.baseUrl).get('/healthz').expect(200);
    await request(clinic.baseUrl).get('/readyz').expect(200);
  });
});
