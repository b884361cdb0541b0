import type { Role } from '@openslot/shared/contracts/session';
import type { WeeklyWindowInput } from '@openslot/shared/contracts/templates';
import type { VisitTypeInput } from '@openslot/shared/contracts/visit-types';
import { Types } from 'mongoose';
import { pino } from 'pino';
import request from 'supertest';
import { type App, createApp } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import { closeDatabase, connectDatabase } from '../src/database/connection.ts';
import { createIndexes, createModels, type Models } from '../src/database/models.ts';
import { hashPassword } from '../src/features/auth/password-hashing.ts';
import type { RateLimits } from '../src/http/rate-limit.ts';
import type { Clock } from '../src/lib/clock.ts';
import type { Logger } from '../src/lib/logger.ts';
import type { SmtpSettings } from '../src/mail/smtp-settings.ts';
import { type Client, client } from './client.ts';

/** A Monday morning in Berlin, winter time. */
export const MONDAY = Date.parse('2026-01-12T07:00:00Z');

const PASSWORD = 'correct horse battery';
const passwordHash = hashPassword(PASSWORD);

export const NO_LIMITS: RateLimits = {
  signInsPerMinute: 100_000,
  signUpsPerHour: 100_000,
  passwordChoicesPerMinute: 100_000,
  mailsPerHour: 100_000,
  writesPerMinute: 100_000,
  freshnessReportsPerMinute: 100_000,
};

export interface TestClock extends Clock {
  time: number;
}

export interface TestClinic {
  readonly app: App;
  readonly models: Models;
  readonly clock: TestClock;
  readonly baseUrl: string;
  /** 30 minutes, no buffers, no notice, 60 days ahead. */
  readonly visitTypeId: string;
  addVisitType(change?: Partial<VisitTypeInput>): Promise<string>;
  /** Works Monday to Friday 9–17 in Berlin unless told otherwise, and offers every visit type there is. */
  addDoctor(change?: { name?: string; timeZone?: string; windows?: WeeklyWindowInput[] }): Promise<string>;
  /** A signed-in person. */
  signIn(role: Role, change?: { doctorId?: string; name?: string }): Promise<Client>;
  /** Somebody who is not signed in. */
  readonly visitor: Client;
  close(): Promise<void>;
}

export const OFFICE_HOURS: WeeklyWindowInput[] = [1, 2, 3, 4, 5].map((dayOfWeek) => ({
  dayOfWeek,
  start: '09:00',
  end: '17:00',
}));

interface ClinicOptions {
  readonly uri: string;
  readonly now?: number;
  readonly limits?: RateLimits;
  /** Another process has founded this clinic already. */
  readonly founded?: boolean;
  /** See the configuration. */
  readonly drainMs?: number;
  readonly logger?: Logger;
  /** Where its mail goes; without one it waits. */
  readonly smtp?: SmtpSettings | null;
}

/** A whole application on a port of its own, with an empty database of its own. */
export async function startTestClinic({
  uri,
  now = MONDAY,
  limits = NO_LIMITS,
  founded = false,
  drainMs = 0,
  logger = pino({ level: 'fatal' }),
  smtp = null,
}: ClinicOptions): Promise<TestClinic> {
  const connection = await connectDatabase(uri);
  const models = createModels(connection);
  const visitTypeId = String(new Types.ObjectId());
  if (!founded) {
    await createIndexes(models);
    await foundClinic(models, visitTypeId, now);
  }
  const clock: TestClock = {
    time: now,
    now() {
      return this.time;
    },
  };
  const app = createApp({
    config: { ...testConfig(drainMs), smtp },
    connection,
    models,
    logger,
    clock,
    limits,
  });
  const port = await app.listen();
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    app,
    models,
    clock,
    baseUrl,
    visitTypeId,
    addVisitType: (change) => addVisitType(models, change),
    addDoctor: (change) => addDoctor(models, change),
    signIn: (role, change) => signIn(models, baseUrl, role, change),
    visitor: client(baseUrl, '', null),
    async close() {
      await app.close();
      await closeDatabase(connection);
    },
  };
}

function testConfig(drainMs: number): Config {
  return {
    production: false,
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    allowedOrigins: [],
    mongodbUri: null,
    // The same in every process of a clinic.
    authSecret: 'a secret of the tests, long enough for all',
    smtp: null,
    dataDirectory: '/nowhere',
    demo: false,
    setup: { clinicName: null, timeZone: null, adminName: null, adminEmail: null, adminPassword: null },
    drainMs,
    metricsToken: 'token-of-the-tests',
    trustProxy: 0,
    logLevel: 'fatal',
  };
}

const CONSULTATION: VisitTypeInput = {
  name: 'Consultation',
  mode: 'in_person',
  durationMinutes: 30,
  stepMinutes: null,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minimumNoticeMinutes: 0,
  bookingWindowDays: 60,
  needsApproval: false,
  cancellationCutoffMinutes: 0,
};

async function foundClinic(models: Models, visitTypeId: string, now: number): Promise<void> {
  const consultation = { _id: new Types.ObjectId(visitTypeId), version: 1, active: true, ...CONSULTATION };
  await models.clinicRevisions.create({
    _id: 1,
    at: new Date(now),
    holidays: [],
    visitTypes: [consultation],
  });
  await models.clinic.create({
    _id: 'clinic',
    name: 'Test Clinic',
    timeZone: 'Europe/Berlin',
    demo: false,
    rev: 1,
    doctors: 0,
  });
}

/** Only before the application has read the rules: revisions are remembered. */
async function addVisitType(models: Models, change: Partial<VisitTypeInput> = {}): Promise<string> {
  const id = new Types.ObjectId();
  const visitType = { _id: id, version: 1, active: true, ...CONSULTATION, name: `Visit ${id}`, ...change };
  await models.clinicRevisions.updateOne({ _id: 1 }, { $push: { visitTypes: visitType } });
  return String(id);
}

async function addDoctor(
  models: Models,
  {
    name = 'Dr Ada Falk',
    timeZone = 'Europe/Berlin',
    windows = OFFICE_HOURS,
  }: Parameters<TestClinic['addDoctor']>[0] = {},
): Promise<string> {
  const revision = await models.clinicRevisions.findById(1).orFail().lean();
  const template = {
    _id: new Types.ObjectId(),
    version: 1,
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
    windows,
  };
  const doctor = await models.doctors.create({
    name,
    specialty: 'Cardiology',
    about: '',
    timeZone,
    visitTypeIds: revision.visitTypes.map((type) => type._id),
    active: true,
    version: 1,
    seq: 0,
    rev: 0,
    clinicRev: 1,
    templates: [template],
  });
  return String(doctor._id);
}

async function signIn(
  models: Models,
  baseUrl: string,
  role: Role,
  change: { doctorId?: string; name?: string } = {},
): Promise<Client> {
  const _id = new Types.ObjectId();
  const email = `${_id}@example.org`;
  const at = new Date();
  await models.users.create({
    _id,
    name: change.name ?? `A ${role} ${_id}`,
    email,
    emailVerified: true,
    role,
    banned: false,
    doctorId: change.doctorId === undefined ? null : new Types.ObjectId(change.doctorId),
    createdAt: at,
    updatedAt: at,
  });
  const account = {
    userId: _id,
    providerId: 'credential',
    accountId: String(_id),
    createdAt: at,
    updatedAt: at,
    password: await passwordHash,
  };
  await models.accounts.create(account);
  const answer = await request(baseUrl)
    .post('/api/auth/sign-in/email')
    .set('Origin', baseUrl)
    .send({ email, password: PASSWORD })
    .expect(200);
  const cookie = [answer.get('Set-Cookie') ?? []]
    .flat()
    .map((line) => line.split(';')[0])
    .join('; ');
  return client(baseUrl, cookie, answer.body.user);
}
