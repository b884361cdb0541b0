import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_LIMITS } from '../../../test/clinic.ts';
import { Browser, OWN_ORIGIN, type SignInApp, startSignInApp } from '../../../test/sign-in-app.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const PASSWORD = 'a long enough password';
let app: SignInApp;
let admin: Browser;
let adminId: string;
let people = 0;

const newEmail = () => `person.${++people}@example.org`;

async function signedIn(role: 'patient' | 'front_desk' | 'admin', name = 'Some One') {
  const email = newEmail();
  const id = await app.auth.createSignIn({ name, email, password: PASSWORD, role, doctorId: null });
  return { id, email, browser: await signIn(email) };
}

async function signIn(email: string, password = PASSWORD) {
  const browser = new Browser(app.url);
  const answer = await browser.post('/api/auth/sign-in/email', { email, password });
  expect(answer.status).toBe(200);
  return browser;
}

async function newDoctor() {
  const [doctor] = await app.models.doctors.create([
    {
      name: 'Dr. Test',
      specialty: 'Cardiology',
      timeZone: 'Europe/Berlin',
      visitTypeIds: [],
      active: true,
      version: 1,
      seq: 0,
      rev: 0,
      clinicRev: 1,
      templates: [],
    },
  ]);
  return String(doctor?._id);
}

async function invite(input: object = {}) {
  const body = { name: 'New Colleague', email: newEmail(), role: 'front_desk', ...input };
  const answer = await admin.post('/api/v1/staff', body);
  expect(answer.status).toBe(201);
  return { ...answer.body, token: tokenOf(answer.body.inviteUrl), email: body.email };
}

const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';
const choose = (token: string, newPassword = PASSWORD) =>
  new Browser(app.url).post('/api/auth/reset-password', { token, newPassword });
const auditOf = (userId: string) => app.models.audit.find({ 'subject.id': userId }).sort({ _id: 1 }).lean();

beforeAll(async () => {
  app = await startSignInApp({ uri, limits: NO_LIMITS });
  const first = await signedIn('admin', 'First Admin');
  admin = first.browser;
  adminId = first.id;
});
afterAll(() => app.close());

describe('inviting staff', () => {
  it('makes a sign-in that works once a password was chosen with the link', async () => {
    const doctorId = await newDoctor();
    const { member, inviteUrl, expiresAt, token, email } = await invite({ role: 'doctor', doctorId });
    expect(member).toEqual({
      id: expect.any(String),
      name: 'New Colleague',
      email,
      role: 'doctor',
      doctorId,
      disabled: false,
      invited: true,
    });
    expect(inviteUrl).toBe(`${OWN_ORIGIN}/invitation?token=${token}`);
    expect(Date.parse(expiresAt) - Date.now()).toBeCloseTo(7 * 86_400_000, -5);

    const chosen = await choose(token);
    expect(chosen.status).toBe(200);
    expect(chosen.body).toEqual({ email });
    const session = await (await signIn(email)).get('/api/v1/session');
    expect(session.body.user).toMatchObject({ role: 'doctor', doctorId, patientId: null });
    const list = await admin.get('/api/v1/staff');
    expect(list.body.items.find((one: { id: string }) => one.id === member.id).invited).toBe(false);
    expect(await app.models.patients.exists({ email })).toBeNull();
  });

  it('leaves one audit row without name or e-mail', async () => {
    const { member, email } = await invite();
    const rows = await auditOf(member.id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: 'staff_invited', facts: { role: 'front_desk' } });
    expect(String(rows[0]?.actor.userId)).toBe(adminId);
    expect(JSON.stringify(rows)).not.toContain(email);
  });

  it('gives a link that works once', async () => {
    const { token } = await invite();
    expect((await choose(token)).status).toBe(200);
    const again = await choose(token, 'another long password');
    expect(again.status).toBe(410);
    expect(again.body.code).toBe('link_expired');
  });

  it('lets only one of two simultaneous uses of a link through', async () => {
    const { token } = await invite();
    const answers = await Promise.all([choose(token, 'first long password'), choose(token)]);
    expect(answers.map((answer) => answer.status).filter((status) => status === 200)).toHaveLength(1);
  });

  it('stops older links when a new one is made, and links that are too old', async () => {
    const { member, token } = await invite();
    const renewed = await admin.post(`/api/v1/staff/${member.id}/invitation`);
    expect(renewed.status).toBe(200);
    expect((await choose(token)).status).toBe(410);
    await app.models.verifications.updateMany({ value: member.id }, { expiresAt: new Date(Date.now() - 1) });
    expect((await choose(tokenOf(renewed.body.inviteUrl))).status).toBe(410);
    const third = await admin.post(`/api/v1/staff/${member.id}/invitation`);
    expect((await choose(tokenOf(third.body.inviteUrl))).status).toBe(200);
    expect((await auditOf(member.id)).map((row) => row.action)).toEqual([
      'staff_invited',
      'invitation_renewed',
      'invitation_renewed',
    ]);
  });

  it('does not use a link up when the password is refused', async () => {
    const { token } = await invite();
    expect((await choose(token, 'short')).body.errors).toEqual([
      { pointer: '/newPassword', detail: 'must have at least 10 characters' },
    ]);
    expect((await choose(token)).status).toBe(200);
  });

  it('keeps only a hash of the token', async () => {
    const { member, token } = await invite();
    const stored = await app.models.verifications.find({ value: member.id }).lean();
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it('ends the sessions of a person who chooses a new password', async () => {
    const { member, token, email } = await invite();
    await choose(token);
    const old = await signIn(email);
    const renewed = await admin.post(`/api/v1/staff/${member.id}/invitation`);
    await choose(tokenOf(renewed.body.inviteUrl), 'another long password');
    expect((await old.get('/api/v1/session')).body.user).toBeNull();
    expect(await app.models.notices.exists({ rooms: `user:${member.id}` })).not.toBeNull();
  });

  it('refuses an e-mail and a doctor that have a sign-in, and an unknown doctor', async () => {
    const doctorId = await newDoctor();
    const { email } = await invite({ role: 'doctor', doctorId });
    const attempt = (input: object) =>
      admin.post('/api/v1/staff', { name: 'Other', email: newEmail(), role: 'front_desk', ...input });
    expect((await attempt({ email: email.toUpperCase() })).body).toMatchObject({
      status: 409,
      code: 'already_exists',
      errors: [{ pointer: '/email' }],
    });
    expect((await attempt({ role: 'doctor', doctorId })).body).toMatchObject({
      status: 409,
      code: 'already_exists',
      errors: [{ pointer: '/doctorId' }],
    });
    const nowhere = { role: 'doctor', doctorId: String(new Types.ObjectId()) };
    expect((await attempt(nowhere)).body).toMatchObject({ status: 422, errors: [{ pointer: '/doctorId' }] });
    expect((await attempt({ role: 'doctor' })).body).toMatchObject({ status: 422 });
    expect((await attempt({ doctorId })).body).toMatchObject({ status: 422 });
    expect((await attempt({ role: 'patient' })).body).toMatchObject({ status: 422 });
  });
});

describe('disabling a sign-in', () => {
  it('signs the person out everywhere and keeps them out until enabled', async () => {
    const colleague = await signedIn('front_desk');
    const phone = await signIn(colleague.email);
    expect((await phone.get('/api/v1/patients')).status).toBe(200);

    const disabled = await admin.put(`/api/v1/staff/${colleague.id}`, { disabled: true });
    expect(disabled.body.member).toMatchObject({ id: colleague.id, disabled: true });
    expect((await phone.get('/api/v1/patients')).status).toBe(401);
    expect((await colleague.browser.get('/api/v1/patients')).status).toBe(401);
    const attempt = { email: colleague.email, password: PASSWORD };
    const refused = await new Browser(app.url).post('/api/auth/sign-in/email', attempt);
    expect(refused.body.code).toBe('sign_in_disabled');
    expect(await app.models.notices.exists({ rooms: `user:${colleague.id}` })).not.toBeNull();

    await admin.put(`/api/v1/staff/${colleague.id}`, { disabled: false });
    expect((await (await signIn(colleague.email)).get('/api/v1/patients')).status).toBe(200);
    expect((await auditOf(colleague.id)).map((row) => row.action)).toEqual([
      'staff_disabled',
      'staff_enabled',
    ]);
  });

  it('is recorded once when repeated', async () => {
    const colleague = await signedIn('front_desk');
    await admin.put(`/api/v1/staff/${colleague.id}`, { disabled: true });
    const again = await admin.put(`/api/v1/staff/${colleague.id}`, { disabled: true });
    expect(again.body.member.disabled).toBe(true);
    expect(await auditOf(colleague.id)).toHaveLength(1);
  });

  it('is refused for oneself', async () => {
    const answer = await admin.put(`/api/v1/staff/${adminId}`, { disabled: true });
    expect(answer.status).toBe(403);
    expect((await admin.get('/api/v1/staff')).status).toBe(200);
  });

  it('leaves one admin when two disable each other at the same moment', async () => {
    const [one, two] = [await signedIn('admin'), await signedIn('admin')];
    await Promise.all([
      one.browser.put(`/api/v1/staff/${two.id}`, { disabled: true }),
      two.browser.put(`/api/v1/staff/${one.id}`, { disabled: true }),
    ]);
    const left = await app.models.users.countDocuments({ email: { $eq: one.email }, banned: false });
    const right = await app.models.users.countDocuments({ email: { $eq: two.email }, banned: false });
    expect(left + right).toBe(1);
  });

  it('does not reach patients', async () => {
    const patient = await signedIn('patient');
    expect((await admin.put(`/api/v1/staff/${patient.id}`, { disabled: true })).status).toBe(404);
    expect((await admin.post(`/api/v1/staff/${patient.id}/invitation`)).status).toBe(404);
  });
});

describe('who may', () => {
  it.each([
    ['visitor', 401, 401],
    ['patient', 403, 403],
    ['front_desk', 403, 200],
    ['admin', 200, 200],
  ] as const)('%s: staff list %i, patients %i', async (role, staff, patients) => {
    const browser = role === 'visitor' ? new Browser(app.url) : (await signedIn(role)).browser;
    expect((await browser.get('/api/v1/staff')).status).toBe(staff);
    expect((await browser.get('/api/v1/patients')).status).toBe(patients);
    const body = { name: 'X', email: newEmail(), role: 'admin' };
    expect((await browser.post('/api/v1/staff', body)).status).toBe(staff === 200 ? 201 : staff);
    const other = (await signedIn('front_desk')).id;
    expect((await browser.put(`/api/v1/staff/${other}`, { disabled: true })).status).toBe(staff);
    expect((await browser.post(`/api/v1/staff/${other}/invitation`)).status).toBe(staff);
  });
});

describe('finding patients', () => {
  it('matches any part of name or e-mail literally, by name, page by page', async () => {
    const rows = ['Zoe (Quill)', 'abe Quill', 'Mia Quill', 'Quentin Other'].map((name, index) => ({
      name,
      email: `q${index}@quill.example`,
      rev: 0,
    }));
    await app.models.patients.create(rows.slice(0, 3));
    const names = async (query: string) => {
      const { body } = await admin.get(`/api/v1/patients?${query}`);
      return { names: body.items.map((item: { name: string }) => item.name), total: body.total };
    };
    expect(await names('search=QUILL')).toEqual({
      names: ['abe Quill', 'Mia Quill', 'Zoe (Quill)'],
      total: 3,
    });
    expect(await names('search=quill&page=2&pageSize=2')).toEqual({ names: ['Zoe (Quill)'], total: 3 });
    expect(await names(`search=${encodeURIComponent('(quill')}`)).toMatchObject({ names: ['Zoe (Quill)'] });
    expect(await names(`search=${encodeURIComponent('.*')}`)).toEqual({ names: [], total: 0 });
    expect(await names('search=q1%40quill')).toMatchObject({ names: ['abe Quill'] });
  });
});
