import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
/** A Wednesday, the week before the dates of the printed examples. */
const NOW = Date.parse('2024-01-10T08:00:00Z');
const NO_CACHE = 'no-store, no-cache, must-revalidate, proxy-revalidate, max-age=0';
const TEMPLATE = '/api/therapist/availability/template';
const OVERRIDE = '/api/therapist/availability/override';
const GENERATE = '/api/therapist/availability/generate';

let clinic: TestClinic;
let therapistId: string;
let therapist: Client;

beforeAll(async () => {
  clinic = await startTestClinic({ uri, now: NOW });
});
beforeEach(async () => {
  therapistId = await clinic.addDoctor({ windows: [] });
  therapist = await clinic.signIn('doctor', { doctorId: therapistId });
});
afterAll(() => clinic.close());

/** What `fetch(path, { method, body: JSON.stringify(…) })` sends from one of our pages. */
function send(method: 'post' | 'put' | 'delete' | 'get', path: string, body?: object, who = therapist) {
  const sent = request(clinic.baseUrl)[method](path).set('Origin', clinic.baseUrl).set('Cookie', who.cookie);
  return body === undefined
    ? sent
    : sent.set('Content-Type', 'text/plain;charset=UTF-8').send(JSON.stringify(body));
}

const monday = {
  day_of_week: 1,
  start_time: '09:00',
  end_time: '17:00',
  session_duration: 60,
  session_type: 'individual',
  max_sessions: 8,
};
const saveMonday = () => send('post', TEMPLATE, { therapist_id: therapistId, templates: [monday] });
const vacation = () => ({
  therapist_id: therapistId,
  override_date: '2024-01-20',
  is_available: false,
  reason: 'vacation',
});
const training = () => ({
  therapist_id: therapistId,
  override_date: '2024-01-21',
  is_available: true,
  start_time: '10:00',
  end_time: '14:00',
  reason: 'training',
});
const generate = (from: string, to: string, more = '') =>
  send('get', `${GENERATE}?therapist_id=${therapistId}&start_date=${from}&end_date=${to}${more}`);

interface Slot {
  readonly date: string;
  readonly start_time: string;
  readonly session_type: string;
}
const brief = (slots: Slot[]) => slots.map((slot) => `${slot.date} ${slot.start_time} ${slot.session_type}`);

describe('the printed requests of the older availability API', () => {
  it('set weekly hours whose window admits the visit type they name, made if missing', async () => {
    const saved = await saveMonday().expect(200);
    expect(saved.body.templates).toEqual([{ id: expect.any(String), therapist_id: therapistId, ...monday }]);
    const { body } = await generate('2024-01-15', '2024-01-21').expect(200);
    expect(brief(body.availability)).toEqual(
      ['09', '10', '11', '12', '13', '14', '15', '16'].map((hour) => `2024-01-15 ${hour}:00 individual`),
    );
    expect(body.availability[0]).toMatchObject({
      end_time: '10:00',
      starts_at: '2024-01-15T08:00:00.000Z',
      session_duration: 60,
      is_available: true,
    });
    const again = await saveMonday().expect(200);
    expect(again.body.templates).toEqual(saved.body.templates);
    const rules = await clinic.models.clinicRevisions.findOne().sort({ _id: -1 }).orFail().lean();
    expect(rules.visitTypes.filter((type) => type.name === 'individual')).toHaveLength(1);
  });

  it('name a session by the time the doctor takes for it', async () => {
    await saveMonday().expect(200);
    const rules = await clinic.models.clinicRevisions.findOne().sort({ _id: -1 }).orFail().lean();
    const visitTypeId = rules.visitTypes.find((type) => type.name === 'individual')?._id;
    await clinic.models.doctors.updateOne(
      { _id: therapistId },
      { $set: { visitDurations: [{ visitTypeId, durationMinutes: 240 }] } },
    );
    const listed = await send('get', `${TEMPLATE}?therapist_id=${therapistId}`).expect(200);
    const long = { ...monday, session_duration: 240 };
    expect(listed.body.templates).toMatchObject([long]);
    const { body } = await generate('2024-01-15', '2024-01-15', '&session_duration=240').expect(200);
    expect(brief(body.availability)).toEqual(['2024-01-15 09:00 individual', '2024-01-15 13:00 individual']);
    expect((await generate('2024-01-15', '2024-01-15', '&session_duration=60')).body.availability).toEqual(
      [],
    );
    const sentBack = { therapist_id: therapistId, templates: [long] };
    const saved = await send('post', TEMPLATE, sentBack).expect(200);
    expect(saved.body.templates).toEqual(listed.body.templates);
  });

  it('close a date and give another other hours, in the past as well', async () => {
    await saveMonday().expect(200);
    const closed = await send('post', OVERRIDE, vacation()).expect(200);
    expect(closed.body.overrides).toMatchObject([{ ...vacation(), start_time: null, end_time: null }]);
    await send('post', OVERRIDE, training()).expect(200);
    await send('post', OVERRIDE, { ...vacation(), override_date: '2024-01-02' }).expect(200);
    const { body } = await generate('2024-01-20', '2024-01-21', '&session_type=individual').expect(200);
    expect(brief(body.availability)).toEqual([
      '2024-01-21 10:00 individual',
      '2024-01-21 11:00 individual',
      '2024-01-21 12:00 individual',
      '2024-01-21 13:00 individual',
    ]);
    const range = `therapist_id=${therapistId}&start_date=2024-01-01&end_date=2024-01-31`;
    const listed = await send('get', `${OVERRIDE}?${range}`).expect(200);
    const dates = listed.body.overrides.map((row: { override_date: string }) => row.override_date);
    expect(dates).toEqual(['2024-01-02', '2024-01-20', '2024-01-21']);
  });

  it('set overrides in bulk, replace one that is there, and remove it', async () => {
    const { therapist_id, ...closed } = vacation();
    const { therapist_id: _same, ...open } = training();
    const evening = { ...open, start_time: '18:00', end_time: '19:00' };
    await send('put', OVERRIDE, { therapist_id, overrides: [closed, open, evening] }).expect(200);
    const both = await generate('2024-01-20', '2024-01-21');
    expect(both.body.availability.at(-1).start_time).toBe('18:30');
    await send('post', OVERRIDE, { ...training(), start_time: '12:00' }).expect(200);
    const one = await generate('2024-01-20', '2024-01-21');
    expect(brief(one.body.availability)[0]).toBe('2024-01-21 12:00 Consultation');
    expect(one.body.availability).toHaveLength(4);
    const query = `therapist_id=${therapistId}&override_date=2024-01-21`;
    await send('delete', `${OVERRIDE}?${query}`).expect(200);
    expect((await generate('2024-01-20', '2024-01-21')).body.availability).toEqual([]);
    await send('delete', `${OVERRIDE}?${query}`).expect(404);
  });

  it('list without a type what each window is for, and with one only that', async () => {
    const family = { ...monday, start_time: '18:00', end_time: '20:00', session_duration: 120 };
    const templates = [
      { ...monday, end_time: '11:00' },
      { ...family, session_type: 'family' },
    ];
    await send('post', TEMPLATE, { therapist_id: therapistId, templates }).expect(200);
    const all = await generate('2024-01-15', '2024-01-15');
    const expected = ['09:00 individual', '10:00 individual', '18:00 family'].map(
      (slot) => `2024-01-15 ${slot}`,
    );
    expect(brief(all.body.availability)).toEqual(expected);
    const body = {
      therapist_id: therapistId,
      date: '2024-01-15',
      session_type: 'family',
      session_duration: 120,
    };
    const one = await send('post', GENERATE, body).expect(200);
    expect(brief(one.body.availability)).toEqual(expected.slice(2));
    const other = await generate('2024-01-15', '2024-01-15', '&session_type=family&session_duration=60');
    expect(other.body.availability).toEqual([]);
  });

  it('tell a type of two durations apart, and show both by its name', async () => {
    const long = { ...monday, day_of_week: 2, session_duration: 90 };
    const { body } = await send('post', TEMPLATE, {
      therapist_id: therapistId,
      templates: [monday, long],
    }).expect(200);
    expect(body.templates).toMatchObject([monday, long]);
  });

  it('change and remove single windows by the id that was listed', async () => {
    await saveMonday().expect(200);
    const listed = await send('get', `${TEMPLATE}?therapist_id=${therapistId}`).expect(200);
    const [{ id }] = listed.body.templates;
    const changed = { therapist_id: therapistId, id, ...monday, end_time: '10:00' };
    const { body } = await send('put', TEMPLATE, changed).expect(200);
    expect(body.templates).toMatchObject([{ ...monday, end_time: '10:00' }]);
    await send('put', TEMPLATE, changed).expect(404);
    const query = `therapist_id=${therapistId}&id=${body.templates[0].id}`;
    expect((await send('delete', `${TEMPLATE}?${query}`).expect(200)).body.templates).toEqual([]);
  });

  it('read slots and the week fresh each time, with the query that defeats caches', async () => {
    await saveMonday().expect(200);
    const query = `therapist_id=${therapistId}&_t=1729513200000`;
    const slots = await send('get', `/api/availability/slots?${query}&date=2024-01-15`)
      .set({ 'Cache-Control': 'no-cache', 'If-None-Match': '*' })
      .expect(200);
    expect(slots.body.slots).toHaveLength(8);
    const weekly = await send('get', `/api/therapist/availability/weekly?${query}`).expect(200);
    expect(weekly.body.availability[1]).toMatchObject({ day_of_week: 1, windows: [monday] });
    for (const { headers } of [slots, weekly]) {
      expect(headers).toMatchObject({ 'cache-control': NO_CACHE, pragma: 'no-cache', expires: '0' });
    }
  });
});

describe('the older availability API refuses', () => {
  const write = () => request(clinic.baseUrl).post(OVERRIDE).set('Cookie', therapist.cookie);

  it('text/plain from anywhere but our pages, and everywhere else', async () => {
    const text = JSON.stringify(vacation());
    for (const origin of [undefined, 'https://evil.example']) {
      const sent = write().set('Content-Type', 'text/plain;charset=UTF-8');
      const answer = await (origin === undefined ? sent : sent.set('Origin', origin)).send(text);
      expect([answer.status, answer.body.code]).toEqual([403, 'foreign_origin']);
    }
    const elsewhere = await request(clinic.baseUrl)
      .post(`/api/v1/doctors/${therapistId}/overrides`)
      .set({ Cookie: therapist.cookie, Origin: clinic.baseUrl, 'Content-Type': 'text/plain' })
      .send(JSON.stringify({ date: '2024-01-20', windows: [] }));
    expect(elsewhere.body.code).toBe('invalid_json');
    expect(await clinic.models.exceptions.countDocuments({ doctorId: therapistId })).toBe(0);
  });

  it('schedules of others, visitors, and half of a kind of visit', async () => {
    const other = await clinic.signIn('doctor', { doctorId: await clinic.addDoctor() });
    const patient = await clinic.signIn('patient');
    for (const who of [other, patient]) {
      await send('post', OVERRIDE, vacation(), who).expect(403);
      await send('get', `${TEMPLATE}?therapist_id=${therapistId}`, undefined, who).expect(403);
    }
    await send('post', OVERRIDE, vacation(), clinic.visitor).expect(401);
    const { session_type: _type, ...half } = monday;
    const refused = await send('post', TEMPLATE, { therapist_id: therapistId, templates: [half] });
    expect(refused.body.errors[0].pointer).toBe('/templates/0/session_duration');
    const noTimes = await send('post', OVERRIDE, { ...vacation(), is_available: true });
    expect(noTimes.body.errors[0].pointer).toBe('/start_time');
  });
});
