import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { NO_LIMITS } from '../../../test/clinic.ts';
import { Browser, OWN_ORIGIN, type SignInApp, startSignInApp } from '../../../test/sign-in-app.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let app: SignInApp;
let people = 0;

beforeAll(async () => {
  app = await startSignInApp({ uri, limits: NO_LIMITS });
});
afterAll(() => app.close());

const newcomer = () => ({
  name: 'Ada Berg',
  email: `ada.${++people}@example.org`,
  password: 'a long enough password',
});

async function signedUp() {
  const browser = new Browser(app.url);
  const person = newcomer();
  const answer = await browser.post('/api/auth/sign-up/email', person);
  expect(answer.status).toBe(200);
  return { browser, person, user: answer.body.user as { id: string; patientId: string } };
}

describe('sign-up', () => {
  it('makes a patient with a record of their own and signs them in, without showing the session token', async () => {
    const { browser, person, user } = await signedUp();
    const session = await browser.get('/api/v1/session');
    expect(session.body).toEqual({
      user: { ...user, name: 'Ada Berg', email: person.email, role: 'patient', doctorId: null },
      expiresAt: expect.stringMatching(/Z$/),
    });
    const record = await app.models.patients.findById(user.patientId).lean();
    expect(record).toMatchObject({ name: 'Ada Berg', email: person.email });
    expect(String(record?.userId)).toBe(user.id);
  });

  it('sets one cookie: httpOnly, SameSite=Lax, for the whole site, a week', async () => {
    const { browser } = await signedUp();
    expect(browser.lastCookies).toHaveLength(1);
    const [pair, ...attributes] = browser.lastCookies[0]?.split('; ') ?? [];
    expect(pair).toMatch(/^openslot_session=[\w.%-]{40,}$/);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax']);
  });

  it('sets a cookie that only this host and only https can set, where people come by https', async () => {
    const secure = await startSignInApp({
      uri,
      limits: NO_LIMITS,
      publicUrl: 'https://clinic.test',
    });
    onTestFinished(() => secure.close());
    const browser = new Browser(secure.url);
    const headers = { origin: 'https://clinic.test' };
    await browser.send('POST', '/api/auth/sign-up/email', { body: JSON.stringify(newcomer()), headers });
    const [pair, ...attributes] = browser.lastCookies[0]?.split('; ') ?? [];
    expect(pair).toMatch(/^__Host-openslot_session=/);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax', 'Secure']);
    expect((await browser.get('/api/v1/session')).body.user).not.toBeNull();
  });

  it.each([
    { role: 'admin' },
    { doctorId: '0123456789abcdef01234567' },
    { banned: false },
    { emailVerified: true },
    { image: 'https://evil.example/x.png' },
    { callbackURL: 'https://evil.example' },
  ])('refuses %o, and makes nobody', async (extra) => {
    const person = newcomer();
    const answer = await new Browser(app.url).post('/api/auth/sign-up/email', { ...person, ...extra });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { pointer: `/${Object.keys(extra)[0]}`, detail: 'is not a known field' },
    ]);
    expect(await app.models.users.exists({ email: person.email })).toBeNull();
  });

  it('refuses a short password and a malformed e-mail, naming each field', async () => {
    const answer = await new Browser(app.url).post('/api/auth/sign-up/email', {
      name: ' ',
      email: 'nobody',
      password: 'short',
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/name',
      '/email',
      '/password',
    ]);
  });

  it('refuses an e-mail that has a sign-in, in any case', async () => {
    const { person } = await signedUp();
    const email = person.email.toUpperCase();
    const answer = await new Browser(app.url).post('/api/auth/sign-up/email', { ...newcomer(), email });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'already_exists', errors: [{ pointer: '/email' }] });
  });

  it('makes one user and one patient of simultaneous sign-ups with one e-mail', async () => {
    const person = newcomer();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => new Browser(app.url).post('/api/auth/sign-up/email', person)),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 409, 503].includes(status))).toBe(true);
    expect(await app.models.users.countDocuments({ email: person.email })).toBe(1);
    expect(await app.models.patients.countDocuments({ email: person.email })).toBe(1);
  });
});

describe('sign-in', () => {
  it('gives a new session, and ends the one this browser had before', async () => {
    const { browser, person } = await signedUp();
    const before = new Browser(app.url);
    before.cookie = browser.cookie;
    const answer = await browser.post('/api/auth/sign-in/email', {
      email: person.email.toUpperCase(),
      password: person.password,
    });
    expect(answer.status).toBe(200);
    expect(answer.body.user.email).toBe(person.email);
    expect(browser.cookie).not.toBe(before.cookie);
    expect((await before.get('/api/v1/session')).body.user).toBeNull();
  });

  it('answers a wrong password and an unknown e-mail alike', async () => {
    const { person } = await signedUp();
    const browser = new Browser(app.url);
    const attempt = async (email: string) => {
      const answer = await browser.post('/api/auth/sign-in/email', { email, password: 'not the password' });
      const { instance: _instance, ...problem } = answer.body;
      return { status: answer.status, problem, cookies: browser.lastCookies };
    };
    const wrong = await attempt(person.email);
    expect(wrong).toMatchObject({ status: 401, problem: { code: 'wrong_credentials' }, cookies: [] });
    expect(await attempt('nobody@example.org')).toEqual(wrong);
  });

  it('refuses a disabled person, and only after the right password says why', async () => {
    const { person, user } = await signedUp();
    await app.models.users.updateOne({ _id: user.id }, { $set: { banned: true } });
    const browser = new Browser(app.url);
    const attempt = (password: string) =>
      browser.post('/api/auth/sign-in/email', { email: person.email, password });
    expect((await attempt('not the password')).body.code).toBe('wrong_credentials');
    const refused = await attempt(person.password);
    expect(refused.status).toBe(403);
    expect(refused.body.code).toBe('sign_in_disabled');
    expect(browser.lastCookies).toEqual([]);
    expect(await app.models.sessions.countDocuments({ userId: user.id })).toBe(1);
  });

  it('stores passwords as Argon2id only', async () => {
    const { user, person } = await signedUp();
    const account = await app.models.accounts.findOne({ userId: user.id }).orFail().lean();
    expect(account.password).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(JSON.stringify(account)).not.toContain(person.password);
  });

  it.each([{ email: { $ne: '' } }, { password: { $gt: '' } }, { email: ['a@example.org'] }])(
    'refuses %o',
    async (trick) => {
      const body = { email: 'ada.1@example.org', password: 'x', ...trick };
      const answer = await new Browser(app.url).post('/api/auth/sign-in/email', body);
      expect(answer.status).toBe(422);
    },
  );
});

describe('a session that ended', () => {
  it('stops at once where the person signed out, and removes the cookie', async () => {
    const { browser } = await signedUp();
    const thief = new Browser(app.url);
    thief.cookie = browser.cookie;
    expect((await thief.get('/api/v1/session')).body.user).not.toBeNull();
    const answer = await browser.post('/api/auth/sign-out');
    expect(answer.body).toEqual({ user: null, expiresAt: null });
    expect(browser.cookie).toBe('');
    expect((await thief.get('/api/v1/session')).body.user).toBeNull();
  });

  it('is announced to every process, in the transaction that ended it', async () => {
    const { browser, user } = await signedUp();
    const session = await app.models.sessions.findOne({ userId: user.id }).orFail().lean();
    await browser.post('/api/auth/sign-out');
    const notice = await app.models.notices
      .findOne({ rooms: `session:${session._id}` })
      .orFail()
      .lean();
    expect(notice).toMatchObject({ name: 'session-ended', payload: {} });
  });

  it('stops in every other process as soon as that hears of it, not only when its memory fades', async () => {
    const other = await startSignInApp({ uri, limits: NO_LIMITS });
    onTestFinished(() => other.close());
    const { browser } = await signedUp();
    const elsewhere = new Browser(other.url);
    elsewhere.cookie = browser.cookie;
    expect((await elsewhere.get('/api/v1/session')).body.user).not.toBeNull();
    await browser.post('/api/auth/sign-out');
    await expect
      .poll(async () => (await elsewhere.get('/api/v1/session')).body.user, { timeout: 4_500, interval: 50 })
      .toBeNull();
  });

  it('stops within seconds where nobody said so: another process deleted it', async () => {
    const { browser, user } = await signedUp();
    expect((await browser.get('/api/v1/session')).body.user).not.toBeNull();
    await app.models.sessions.deleteMany({ userId: user.id });
    await expect
      .poll(async () => (await browser.get('/api/v1/session')).body.user, { interval: 250 })
      .toBeNull();
  });

  it('is forgotten at once when a notice names its room', async () => {
    const { browser, user } = await signedUp();
    await browser.get('/api/v1/session');
    await app.models.sessions.deleteMany({ userId: user.id });
    app.auth.forgetRooms([`user:${user.id}`]);
    expect((await browser.get('/api/v1/session')).body.user).toBeNull();
  });

  it('is nobody for a role that does not exist, and for a disabled person', async () => {
    const { browser, user } = await signedUp();
    const now = async () => {
      app.auth.forgetRooms([`user:${user.id}`]);
      return (await browser.get('/api/v1/session')).body.user;
    };
    await app.models.users.updateOne({ _id: user.id }, { $set: { role: 'root' } });
    expect(await now()).toBeNull();
    await app.models.users.updateOne({ _id: user.id }, { $set: { role: 'patient', banned: true } });
    expect(await now()).toBeNull();
  });

  it('cannot be forged: a changed token or signature is nobody', async () => {
    const { browser } = await signedUp();
    const forged = new Browser(app.url);
    const [name, value = ''] = browser.cookie.split('=', 2);
    forged.cookie = `${name}=x${value.slice(1)}`;
    expect((await forged.get('/api/v1/session')).body.user).toBeNull();
    forged.cookie = `${name}=${value.split('.')[0]}`;
    expect((await forged.get('/api/v1/session')).body.user).toBeNull();
  });
});

describe('what else could be reached', () => {
  it.each([
    ['GET', '/api/auth/get-session'],
    ['GET', '/api/auth/list-sessions'],
    ['GET', '/api/auth/ok'],
    ['GET', '/api/auth/error'],
    ['POST', '/api/auth/update-user'],
    ['POST', '/api/auth/change-password'],
    ['POST', '/api/auth/change-email'],
    ['POST', '/api/auth/delete-user'],
    ['POST', '/api/auth/revoke-sessions'],
    ['POST', '/api/auth/request-password-reset'],
    ['GET', '/api/auth/reset-password/abc'],
    ['POST', '/api/auth/sign-in/social'],
    ['POST', '/api/auth/sign-up/EMAIL/..'],
    ['POST', '/api/auth/admin/create-user'],
    ['POST', '/api/auth/admin/set-role'],
    ['POST', '/api/auth/admin/impersonate-user'],
    ['GET', '/api/auth/admin/list-users'],
    ['GET', '/api/auth/sign-in/email'],
    ['GET', '/api/auth'],
  ])('%s %s is not there, even for a signed-in person', async (method, path) => {
    const { browser } = await signedUp();
    const answer = await browser.send(method, path, method === 'POST' ? { body: '{}' } : {});
    expect(answer.status).toBe(404);
    expect(answer.body.code).toBe('not_found');
  });

  it.each([
    ['a foreign', { origin: 'https://evil.example' }],
    ['a look-alike', { origin: `${OWN_ORIGIN}.evil.example` }],
    ['a null', { origin: 'null' }],
  ])('%s Origin is refused, sign-in included', async (_name, headers) => {
    const { browser, person } = await signedUp();
    const { email, password } = person;
    for (const path of ['/api/auth/sign-in/email', '/api/auth/sign-out', '/api/auth/sign-up/email']) {
      const answer = await browser.send('POST', path, { body: JSON.stringify({ email, password }), headers });
      expect(answer.status).toBe(403);
      expect(answer.body.code).toBe('foreign_origin');
    }
    expect((await browser.get('/api/v1/session')).body.user).not.toBeNull();
  });

  it('a missing Origin is refused', async () => {
    const { browser, person } = await signedUp();
    const { email, password } = person;
    const response = await fetch(`${app.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: browser.cookie },
      body: JSON.stringify({ email, password }),
    });
    expect(response.status).toBe(403);
  });

  it('a body that a foreign form could send is refused', async () => {
    const { person } = await signedUp();
    const answer = await new Browser(app.url).send('POST', '/api/auth/sign-in/email', {
      body: JSON.stringify({ email: person.email, password: person.password }),
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(400);
  });
});
