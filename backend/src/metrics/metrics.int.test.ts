import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { readChanges, readChangesOfMany } from '@openslot/shared/contracts/changes';
import { readClinic } from '@openslot/shared/contracts/clinic';
import { FreshnessSample, reportFreshness } from '@openslot/shared/contracts/freshness';
import { listPatients } from '@openslot/shared/contracts/patients';
import { readSlots } from '@openslot/shared/contracts/slots';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { ERROR_CODES } from '@openslot/shared/errors/codes';
import { Types } from 'mongoose';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Client } from '../../test/client.ts';
import { NO_LIMITS, startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';
import { documentedEndpoints } from '../features/api-docs/contracts.ts';

const uri = freshDatabaseUri();
/** For what is counted a moment after it happened. */
const SOON = { timeout: 20_000 };
const AT_NINE = '2026-01-14T08:00:00Z';
let clinic: TestClinic;
let doctorId: string;
let patient: Client;

beforeAll(async () => {
  clinic = await startTestClinic({ uri, limits: { ...NO_LIMITS, freshnessReportsPerMinute: 30 } });
  doctorId = await clinic.addDoctor();
  patient = await clinic.signIn('patient', { name: 'Zacharias Quill' });
});
afterAll(() => clinic.close());

interface Line {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

async function scrape(): Promise<Line[]> {
  const { text } = await request(clinic.baseUrl).get('/metrics').expect(200);
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [line];
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text = '']) => [
        key,
        text,
      ]);
      return { name, labels: Object.fromEntries(pairs), value: Number(value) };
    });
}

/** The sum of the metric over everything with these labels. */
function sumOf(lines: readonly Line[], name: string, labels: Readonly<Record<string, string>> = {}): number {
  return lines
    .filter((line) => line.name === name)
    .filter((line) => Object.entries(labels).every(([key, value]) => line.labels[key] === value))
    .reduce((sum, { value }) => sum + value, 0);
}

/** What `act` adds to a metric; an answer is counted a moment after it was sent. */
async function expectGrowth(
  name: string,
  labels: Readonly<Record<string, string>>,
  by: number,
  act: () => Promise<unknown>,
): Promise<void> {
  const before = sumOf(await scrape(), name, labels);
  await act();
  await vi.waitFor(async () => expect(sumOf(await scrape(), name, labels) - before).toBe(by), {
    timeout: 20_000,
  });
}

const book = (who: Client, startsAt = AT_NINE) =>
  who.call(bookAppointment, {
    body: { doctorId, visitTypeId: clinic.visitTypeId, startsAt },
    key: `key-${new Types.ObjectId()}`,
  });
const changesSince = (since: number) =>
  clinic.visitor.call(readChanges, { params: { doctorId }, query: { since: String(since) } }).expect(200);
const offered = () =>
  clinic.visitor.call(readSlots, {
    params: { doctorId },
    query: {
      from: '2026-01-14',
      to: '2026-01-14',
      visitTypeId: clinic.visitTypeId,
      timeZone: 'Europe/Berlin',
    },
  });
const sample: FreshnessSample = { kind: 'push-lag', page: 'slots', connection: 'live', ms: 120 };
const report = (samples: readonly unknown[]) => clinic.visitor.call(reportFreshness, { body: { samples } });

describe('/metrics', () => {
  it('is read from this machine or with the token; whom a proxy asks for is refused', async () => {
    const get = (headers: Record<string, string>) => request(clinic.baseUrl).get('/metrics').set(headers);
    const direct = await get({}).expect(200);
    expect(direct.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(direct.get('Cache-Control')).toBe('no-store');
    const forwarded = { 'X-Forwarded-For': '127.0.0.1' };
    const refused = await get(forwarded).expect(401);
    expect(refused.body.code).toBe('unauthenticated');
    expect(refused.text).not.toContain('openslot_');
    await get({ ...forwarded, Authorization: 'Bearer token-of-somebody' }).expect(401);
    await get({ ...forwarded, Authorization: 'Bearer token-of-the-tests' }).expect(200);
  });

  it('counts requests under the pattern of their route, also those that stand before the others', async () => {
    const requests = 'openslot_request_seconds_count';
    const answered = { method: 'GET', status: '2xx' };
    await expectGrowth(requests, { ...answered, route: readSlots.path }, 1, () => offered().expect(200));
    await expectGrowth(requests, { ...answered, route: readClinic.path }, 1, async () =>
      clinic.visitor.call(readClinic).expect(200),
    );
    await expectGrowth(requests, { route: 'none', status: '4xx' }, 1, async () =>
      request(clinic.baseUrl).get('/api/v1/people/zacharias@example.org').expect(404),
    );
  });

  it('counts refusals by code, and as a stale click what was no longer so', async () => {
    const second = await clinic.signIn('patient');
    await book(patient).expect(201);
    await expectGrowth('openslot_stale_clicks_total', {}, 1, async () => {
      const { body } = await book(second).expect(409);
      const codes = { code: body.code, route: bookAppointment.path };
      await vi.waitFor(
        async () => expect(sumOf(await scrape(), 'openslot_errors_total', codes)).toBe(1),
        SOON,
      );
    });
    await expectGrowth('openslot_errors_total', { code: 'unauthenticated' }, 1, async () =>
      book(clinic.visitor).expect(401),
    );
  });

  it('counts sockets and watched doctors as they come and go', async () => {
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    const lines = await scrape();
    expect(sumOf(lines, 'openslot_sockets')).toBe(1);
    expect(sumOf(lines, 'openslot_watched_doctors')).toBe(1);
    listener.socket.disconnect();
    await vi.waitFor(async () => {
      const afterwards = await scrape();
      expect(sumOf(afterwards, 'openslot_sockets')).toBe(0);
      expect(sumOf(afterwards, 'openslot_watched_doctors')).toBe(0);
    }, SOON);
  });

  it('counts bookings that shared a transaction', async () => {
    const doctors = await Promise.all([0, 1, 2].map(() => clinic.addDoctor()));
    const people = await Promise.all(doctors.map(() => clinic.signIn('patient')));
    const name = 'openslot_batched_commands_total';
    const before = sumOf(await scrape(), name);
    let hour = 9;
    // Three at one moment share one transaction unless the machine is so slow that each is over before the next begins.
    await vi.waitFor(async () => {
      const startsAt = `2026-01-13T${String(hour++).padStart(2, '0')}:00:00Z`;
      const booked = people.map((person, index) =>
        person.call(bookAppointment, {
          body: { doctorId: doctors[index], visitTypeId: clinic.visitTypeId, startsAt },
        }),
      );
      await Promise.all(booked);
      expect(sumOf(await scrape(), name, { outcome: 'together' }) - before).toBeGreaterThanOrEqual(2);
    }, SOON);
  });

  it('times changes through the queue, the database and the log', async () => {
    const admin = await clinic.signIn('admin');
    const day = {
      allDay: true,
      startDate: '2026-01-20',
      endDate: '2026-01-20',
      startTime: null,
      endTime: null,
    };
    const before = await scrape();
    await admin.call(markUnavailable, { params: { doctorId }, body: day }).expect(201);
    const metrics = ['openslot_command_queue_seconds_count', 'openslot_log_tail_lag_seconds_count'];
    await vi.waitFor(async () => {
      const after = await scrape();
      for (const name of metrics) {
        expect(sumOf(after, name) - sumOf(before, name), name).toBeGreaterThanOrEqual(1);
      }
      const inserted = { command: 'insert', collection: 'availability_log', outcome: 'ok' };
      const name = 'openslot_database_seconds_count';
      expect(sumOf(after, name, inserted) - sumOf(before, name, inserted)).toBeGreaterThanOrEqual(1);
    }, SOON);
    expect(sumOf(await scrape(), 'openslot_log_tail_open')).toBe(1);
    expect(sumOf(await scrape(), 'openslot_ready')).toBe(1);
  });

  it('counts catch-ups by what was missed', async () => {
    const { seq } = (await changesSince(0)).body;
    const name = 'openslot_catch_ups_total';
    await expectGrowth(name, { outcome: 'changes' }, 1, () => changesSince(seq - 1));
    await expectGrowth(name, { outcome: 'nothing' }, 1, () => changesSince(seq));
    await expectGrowth(name, { outcome: 'reset' }, 1, () => changesSince(seq + 1_000));
    await expectGrowth(name, { outcome: 'changes' }, 1, async () =>
      clinic.visitor.call(readChangesOfMany, { query: { since: `${doctorId}:${seq - 1}` } }).expect(200),
    );
  });

  it('counts a resync', async () => {
    await expectGrowth('openslot_resyncs_total', {}, 1, async () => {
      // A row that cannot be pushed: everybody is told to catch up.
      const row = {
        doctorId: new Types.ObjectId(),
        seq: 1,
        changedAt: new Date(),
        event: { name: 'nonsense' },
      };
      await clinic.models.availabilityLog.collection.insertOne(row as never);
    });
  });
});

describe('reports of browsers', () => {
  it('become counts and nothing else, from whoever sends them, signed in or not', async () => {
    const labels = { page: 'slots', connection: 'live' };
    await expectGrowth('openslot_push_lag_seconds_count', labels, 2, async () => {
      const answer = await report([sample, { ...sample, ms: 0 }]).expect(200);
      expect(answer.body).toEqual({ counted: 2 });
      expect(answer.get('Set-Cookie')).toBeUndefined();
    });
    await expectGrowth(
      'openslot_click_age_seconds_sum',
      { page: 'calendar', connection: 'polling' },
      600,
      () => report([{ kind: 'click-age', page: 'calendar', connection: 'polling', ms: 600_000 }]).expect(200),
    );
  });

  it.each([
    ['too many', Array.from({ length: 41 }, () => sample)],
    ['none', []],
    ['more than ten minutes', [{ ...sample, ms: 600_001 }]],
    ['less than nothing', [{ ...sample, ms: -1 }]],
    ['a page of one’s own', [{ ...sample, page: 'Zacharias Quill' }]],
    ['more than a measurement', [{ ...sample, doctorId: 'f'.repeat(24) }]],
  ])('are refused as a whole with %s', async (_what, samples) => {
    const before = sumOf(await scrape(), 'openslot_push_lag_seconds_count');
    const { body } = await report([...samples, ...(samples.length === 0 ? [] : [sample])]);
    expect(body.code).toBe('invalid_request');
    expect(body.errors[0].pointer).toMatch(/^\/samples/);
    expect(sumOf(await scrape(), 'openslot_push_lag_seconds_count')).toBe(before);
  });

  it('come from our own pages only', async () => {
    const foreign = await request(clinic.baseUrl)
      .post(reportFreshness.path)
      .set('Origin', 'https://elsewhere.example')
      .send({ samples: [sample] });
    expect(foreign.body.code).toBe('foreign_origin');
  });

  it('have a limit of their own: too many of them leave room to book', async () => {
    const codes = new Set<unknown>();
    // Twice the limit, should a minute end on the way.
    for (let n = 0; n < 62 && !codes.has('rate_limited'); n += 1) {
      codes.add((await report([sample])).body.code);
    }
    expect(codes).toContain('rate_limited');
    await book(patient, '2026-01-15T08:00:00Z').expect(201);
  });
});

describe('the labels', () => {
  it('never hold an id, a name or an address: all values come from fixed sets', async () => {
    const desk = await clinic.signIn('front_desk', { name: 'Zacharias Quill' });
    await desk.call(listPatients, { query: { search: 'Zacharias Quill' } });
    for (const path of [
      `/book/${doctorId}`,
      '/api/v1/doctors/zacharias@example.org/slots',
      `/%ff/${doctorId}`,
    ]) {
      await request(clinic.baseUrl).get(path);
    }
    await expectGrowth('openslot_request_seconds_count', { method: 'other' }, 1, async () =>
      request(clinic.baseUrl).propfind('/api/v1/doctors'),
    );
    await clinic.models.doctors.db.db?.collection('zacharias').findOne({});
    await clinic.models.doctors.db.db?.command({ buildInfo: 1 });
    const routes = new Set(documentedEndpoints.map(({ endpoint }) => endpoint.path));
    const fixed: Readonly<Record<string, ReadonlySet<string>>> = {
      route: new Set([...routes, '/healthz', '/readyz', '/metrics', '/api/docs', 'static', 'none']),
      method: new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'other']),
      status: new Set(['2xx', '3xx', '4xx', '5xx', 'aborted']),
      code: new Set(Object.keys(ERROR_CODES)),
      page: new Set(FreshnessSample.shape.page.options),
      connection: new Set(FreshnessSample.shape.connection.options),
      transport: new Set(['websocket', 'polling', 'other']),
      outcome: new Set(['nothing', 'changes', 'reset', 'ok', 'failed', 'together', 'apart']),
      reason: new Set(['full', 'late']),
      command: new Set(
        ['find', 'aggregate', 'count', 'distinct', 'insert', 'update', 'delete', 'findAndModify'].concat([
          'commitTransaction',
          'abortTransaction',
          'ping',
          'other',
        ]),
      ),
      collection: new Set([
        ...Object.values(clinic.models).map(({ collection }) => collection.name),
        'none',
        'other',
      ]),
    };
    const lines = (await scrape()).filter(({ name }) => name.startsWith('openslot_'));
    expect(lines.length).toBeGreaterThan(100);
    for (const { name, labels } of lines) {
      for (const [label, value] of Object.entries(labels).filter(([label]) => label !== 'le')) {
        expect(fixed[label]?.has(value), `${name} ${label}="${value}"`).toBe(true);
      }
    }
    expect(JSON.stringify(lines)).not.toMatch(/[0-9a-f]{24}|zacharias|quill|@/i);
    expect(sumOf(lines, 'openslot_database_seconds_count', { collection: 'other' })).toBeGreaterThan(0);
  });
});
