import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listAppointments } from '@openslot/shared/contracts/appointments';
import type { SessionUser } from '@openslot/shared/contracts/session';
import { type Connection, trusted } from 'mongoose';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type App, createApp } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import { connectDatabase } from '../src/database/connection.ts';
import { createIndexes, createModels, type Models } from '../src/database/models.ts';
import type { DemoSignIn } from '../src/features/demo/demo-sign-ins.ts';
import type { Dialogue } from '../src/features/setup/setup-answers.ts';
import { firstStart } from '../src/first-start.ts';
import { client } from './client.ts';
import { NO_LIMITS } from './clinic.ts';
import { dropDatabase, freshDatabaseUri } from './test-database.ts';

const uri = freshDatabaseUri();
let connection: Connection | null = null;
let models: Models;
let dataDirectory: string;
let app: App | null = null;

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'openslot-first-start-'));
});
afterAll(async () => {
  await stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await app?.close();
  await connection?.close();
  app = null;
  connection = null;
}

const ANSWERS: Config['setup'] = {
  clinicName: 'North Clinic',
  timeZone: 'Europe/Lisbon',
  adminName: 'Rita Root',
  adminEmail: 'Rita.Root@Example.org',
  adminPassword: 'a long enough password',
};
const NO_ANSWERS: Config['setup'] = {
  clinicName: null,
  timeZone: null,
  adminName: null,
  adminEmail: null,
  adminPassword: null,
};

function configOf(change: Partial<Config>): Config {
  return {
    production: false,
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    allowedOrigins: [],
    mongodbUri: null,
    authSecret: 'a secret of the tests, long enough for all',
    smtp: null,
    dataDirectory,
    demo: false,
    setup: NO_ANSWERS,
    drainMs: 0,
    metricsToken: null,
    trustProxy: 0,
    logLevel: 'fatal',
    ...change,
  };
}

/** A process that starts: first start, and nothing listens yet. The one before is over. */
async function start(change: Partial<Config>, dialogue: Dialogue | null = null) {
  await stop();
  connection = await connectDatabase(uri);
  models = createModels(connection);
  await createIndexes(models);
  const config = configOf(change);
  app = createApp({ config, connection, models, logger: pino({ level: 'fatal' }), limits: NO_LIMITS });
  return firstStart({ config, deps: app.deps, auth: app.auth, dialogue, say: () => {} });
}

async function address(): Promise<string> {
  const listening = app?.http.address() as AddressInfo | null;
  return `http://127.0.0.1:${listening?.port ?? (await app?.listen())}`;
}

async function signIn(
  email: string,
  password: string,
): Promise<{ status: number; user: SessionUser | null }> {
  const url = await address();
  const answer = await request(url)
    .post('/api/auth/sign-in/email')
    .set('Origin', url)
    .send({ email, password });
  return { status: answer.status, user: answer.body.user ?? null };
}

function scripted(answers: string[]): Dialogue & { said: string[]; asked: string[] } {
  const said: string[] = [];
  const asked: string[] = [];
  return {
    said,
    asked,
    say: (text) => void said.push(text),
    ask: async (question, { secret = false } = {}) => {
      asked.push(secret ? `${question}(hidden)` : question);
      const answer = answers.shift();
      if (answer === undefined) {
        throw new Error(`nothing to answer to ${question}`);
      }
      return answer;
    },
  };
}

describe('a first start without demo data', () => {
  beforeEach(() => dropDatabase(uri));

  it('takes everything from the environment: clinic, rules and an admin who can sign in', async () => {
    expect(await start({ setup: ANSWERS })).toBeNull();
    expect(await models.clinic.findById('clinic').lean()).toMatchObject({
      name: 'North Clinic',
      timeZone: 'Europe/Lisbon',
      demo: false,
      rev: 1,
    });
    const rules = await models.clinicRevisions.findById(1).orFail().lean();
    expect(rules.visitTypes.map((type) => type.name)).toEqual([
      'Consultation',
      'Follow-up',
      'Video visit',
      'Phone call',
    ]);
    const { status, user } = await signIn('rita.root@example.org', 'a long enough password');
    expect(status).toBe(200);
    expect(user).toMatchObject({ name: 'Rita Root', role: 'admin', patientId: null });
    expect(await models.doctors.countDocuments()).toBe(0);
    expect(await models.patients.countDocuments()).toBe(0);
  });

  it('asks a person for what the environment leaves open, until it is right, and hides the password', async () => {
    const dialogue = scripted([
      'Mars/Olympus',
      'Europe/Vienna',
      'not an e-mail',
      'rita@example.org',
      'short',
      'a long enough password',
      'another password, mistyped',
      'a long enough password',
      'a long enough password',
    ]);
    const setup = { ...NO_ANSWERS, clinicName: 'North Clinic', adminName: 'Rita Root' };
    await start({ setup }, dialogue);
    expect(dialogue.asked.map((question) => question.replace(/ \[.*\]/, ''))).toEqual([
      'Time zone of the clinic: ',
      'Time zone of the clinic: ',
      'Your e-mail address: ',
      'Your e-mail address: ',
      'Your password, at least 10 characters: (hidden)',
      'Your password, at least 10 characters: (hidden)',
      'The same once more: (hidden)',
      'Your password, at least 10 characters: (hidden)',
      'The same once more: (hidden)',
    ]);
    expect(dialogue.said).toContain('  This is not a known time zone.');
    expect(dialogue.said).toContain('  This must have at least 10 characters.');
    expect(dialogue.said).toContain('  These were not the same.');
    expect((await models.clinic.findById('clinic').lean())?.timeZone).toBe('Europe/Vienna');
    expect((await signIn('rita@example.org', 'a long enough password')).status).toBe(200);
  });

  it('suggests the zone of the machine', async () => {
    const dialogue = scripted(['']);
    await start({ setup: { ...ANSWERS, timeZone: null } }, dialogue);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(dialogue.asked).toEqual([`Time zone of the clinic [${zone}]: `]);
    expect((await models.clinic.findById('clinic').lean())?.timeZone).toBe(zone);
  });

  it('names every variable that is missing or wrong where nobody can be asked, and writes nothing', async () => {
    const setup = { ...ANSWERS, timeZone: 'Berlin', adminEmail: null, adminPassword: null };
    const failure = await start({ setup }).catch((error: Error) => error.message);
    expect(failure).toContain('OPENSLOT_TIME_ZONE: is not a known time zone');
    expect(failure).toContain('OPENSLOT_ADMIN_EMAIL: is missing');
    expect(failure).toContain('OPENSLOT_ADMIN_PASSWORD: is missing');
    expect(failure).not.toContain('OPENSLOT_CLINIC_NAME');
    expect(await models.clinic.countDocuments()).toBe(0);
    expect(await models.users.countDocuments()).toBe(0);
  });

  it('goes on where it was interrupted: a clinic without an admin asks for the admin alone', async () => {
    await start({ setup: ANSWERS });
    await models.users.deleteMany({});
    await models.accounts.deleteMany({});
    const failure = await start({}).catch((error: Error) => error.message);
    expect(failure).not.toContain('OPENSLOT_CLINIC_NAME');
    expect(failure).toContain('OPENSLOT_ADMIN_NAME: is missing');
    await start({ setup: { ...ANSWERS, clinicName: 'Other name' } });
    expect((await models.clinic.findById('clinic').lean())?.name).toBe('North Clinic');
    expect(await models.clinicRevisions.countDocuments()).toBe(1);
    expect((await signIn('rita.root@example.org', 'a long enough password')).status).toBe(200);
  });

  it('does nothing at the second start, whatever the environment says', async () => {
    await start({ setup: ANSWERS });
    expect(
      await start({ demo: true, setup: { ...ANSWERS, adminPassword: 'some other password' } }),
    ).toBeNull();
    expect(await models.users.countDocuments()).toBe(1);
    expect(await models.doctors.countDocuments()).toBe(0);
    expect((await signIn('rita.root@example.org', 'a long enough password')).status).toBe(200);
  });
});

describe('a first start with demo data', () => {
  let signIns: readonly DemoSignIn[] | null;

  beforeAll(async () => {
    await dropDatabase(uri);
    signIns = await start({ demo: true });
  }, 180_000);

  const passwordOf = (signIns: readonly DemoSignIn[] | null, email: string) =>
    signIns?.find((one) => one.email === email)?.password ?? '';

  it('fills the clinic by the real commands, and everybody in the file can sign in', async () => {
    const now = new Date();
    expect(await models.doctors.countDocuments()).toBe(8);
    expect(await models.patients.countDocuments()).toBe(9);
    const upcoming = await models.appointments
      .find({ status: 'confirmed', startsAt: trusted({ $gt: now }) })
      .lean();
    const past = await models.appointments.find({ startsAt: trusted({ $lt: now }) }).lean();
    expect(upcoming.length).toBeGreaterThan(25);
    expect(past.length).toBeGreaterThan(15);
    const over = past.filter(({ endsAt }) => endsAt.getTime() < now.getTime() - 3_600_000);
    expect(over.filter(({ status }) => !['completed', 'no_show', 'cancelled'].includes(status))).toEqual([]);
    expect(past.filter(({ status }) => status === 'no_show').length).toBeGreaterThan(0);
    expect(await models.appointments.countDocuments({ status: 'requested' })).toBe(2);
    expect(await models.appointments.countDocuments({ status: 'cancelled' })).toBe(2);
    expect(await models.appointments.countDocuments({ lateCancellation: true })).toBe(1);
    expect(await models.exceptions.countDocuments()).toBe(7);
    // One log row for each number, and an occupied time for each visit that stands.
    for (const doctor of await models.doctors.find().lean()) {
      const rows = await models.availabilityLog.find({ doctorId: doctor._id }).sort({ seq: 1 }).lean();
      expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: doctor.seq }, (_, index) => index + 1));
    }
    expect(await models.occupancy.countDocuments()).toBe(
      await models.appointments.countDocuments({ status: trusted({ $ne: 'cancelled' }) }),
    );

    const file = join(dataDirectory, 'demo-sign-ins.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ signIns });
    expect(signIns?.map((one) => one.role)).toEqual([
      'admin',
      'front_desk',
      'doctor',
      'doctor',
      'patient',
      'patient',
    ]);
    for (const { email, password, role } of signIns ?? []) {
      const { user } = await signIn(email, password);
      expect(user?.role).toBe(role);
      expect(user?.doctorId !== null).toBe(role === 'doctor');
      expect(user?.patientId !== null).toBe(role === 'patient');
    }
  });

  it('gives a patient past, upcoming and cancelled visits', async () => {
    const url = await address();
    const answer = await request(url)
      .post('/api/auth/sign-in/email')
      .set('Origin', url)
      .send({ email: 'ella.schmidt@example.org', password: passwordOf(signIns, 'ella.schmidt@example.org') });
    const cookie = [answer.get('Set-Cookie') ?? []].flat()[0]?.split(';')[0] ?? '';
    const ella = client(url, cookie, answer.body.user);
    const [upcoming, past] = [
      await ella.call(listAppointments, { query: { when: 'upcoming' } }),
      await ella.call(listAppointments, { query: { when: 'past' } }),
    ];
    const all = [...upcoming.body.items, ...past.body.items] as { status: string; patientName: string }[];
    expect([...new Set(all.map((visit) => visit.patientName))].sort()).toEqual([
      'Ella Schmidt',
      'Mia Schmidt',
    ]);
    expect(upcoming.body.items.length).toBeGreaterThanOrEqual(2);
    expect(past.body.items.length).toBeGreaterThanOrEqual(1);
    expect(all.some((visit) => visit.status === 'cancelled')).toBe(true);
  });

  it('makes new passwords when the file is gone, and keeps everything else', async () => {
    const first = signIns;
    const visits = await models.appointments.countDocuments();
    await rm(join(dataDirectory, 'demo-sign-ins.json'));
    const second = await start({ demo: true });
    expect(await models.appointments.countDocuments()).toBe(visits);
    expect(passwordOf(second, 'admin@example.org')).not.toBe(passwordOf(first, 'admin@example.org'));
    expect((await signIn('admin@example.org', passwordOf(second, 'admin@example.org'))).status).toBe(200);
    expect(await start({ demo: true })).toEqual(second);
  });

  it('is refused by production, which must not open on invented people', async () => {
    const failure = await start({ production: true, demo: false }).catch((error: Error) => error.message);
    expect(failure).toContain('demo');
  });

  it('begins anew when it was interrupted, and gives nobody the passwords of another installation', async () => {
    const first = await start({ demo: true });
    await models.users.deleteOne({ role: 'admin' });
    const second = await start({ demo: true });
    expect(await models.doctors.countDocuments()).toBe(8);
    expect(await models.users.countDocuments()).toBe(6);
    const passwords = [...(first ?? []), ...(second ?? [])].map((one) => one.password);
    expect(new Set(passwords).size).toBe(12);
    expect((await signIn('admin@example.org', passwordOf(first, 'admin@example.org'))).status).toBe(401);
    expect((await signIn('admin@example.org', passwordOf(second, 'admin@example.org'))).status).toBe(200);
  }, 180_000);
});
