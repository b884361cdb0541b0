import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { NO_LIMITS } from '../../../test/clinic.ts';
import { Browser, type SignInApp, startSignInApp } from '../../../test/sign-in-app.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';
import { hashPassword } from './password-hashing.ts';

const uri = freshDatabaseUri();
const PASSWORD = 'a long enough password';
let app: SignInApp | undefined;

afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function person(running: SignInApp, email: string) {
  await running.auth.createSignIn({ name: 'A', email, password: PASSWORD, role: 'patient', doctorId: null });
  const browser = new Browser(running.url);
  return (password: string, headers = {}) =>
    browser.send('POST', '/api/auth/sign-in/email', { body: JSON.stringify({ email, password }), headers });
}

describe('limits', () => {
  it('answers too many sign-ins from one address with when to come back, whatever it says of its address', async () => {
    app = await startSignInApp({ uri, limits: { ...NO_LIMITS, signInsPerMinute: 3 } });
    const attempt = await person(app, 'many@example.org');
    for (let count = 0; count < 3; count++) {
      expect((await attempt(PASSWORD)).status).toBe(200);
    }
    const refused = await attempt(PASSWORD, { 'x-forwarded-for': '203.0.113.9' });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(2);
    expect(refused.headers.getSetCookie()).toEqual([]);
  });

  it('limits sign-ups and invitation links, each on its own', async () => {
    app = await startSignInApp({
      uri,
      limits: { ...NO_LIMITS, signUpsPerHour: 1, passwordChoicesPerMinute: 1 },
    });
    const browser = new Browser(app.url);
    const signUp = (email: string) =>
      browser.post('/api/auth/sign-up/email', { name: 'A', email, password: PASSWORD });
    expect((await signUp('one@example.org')).status).toBe(200);
    expect((await signUp('two@example.org')).status).toBe(429);
    const choose = () => browser.post('/api/auth/reset-password', { token: 'guess', newPassword: PASSWORD });
    expect((await choose()).status).toBe(410);
    expect((await choose()).status).toBe(429);
  });

  it('slows guessing at one account down, even for the right password, and then lets it in', async () => {
    let now = Date.now();
    app = await startSignInApp({ uri, limits: NO_LIMITS, clock: { now: () => now } });
    const attempt = await person(app, 'guessed@example.org');
    for (let count = 0; count < 6; count++) {
      expect((await attempt('not the password')).status).toBe(401);
      now += 1_500;
    }
    const early = await attempt(PASSWORD);
    expect(early.status).toBe(429);
    expect(early.headers.get('retry-after')).toBe('1');
    now += 1_000;
    expect((await attempt(PASSWORD)).status).toBe(200);
    expect((await attempt('not the password')).status).toBe(401);
  });

  it('lets no burst of guesses through: attempts at the same moment count one by one', async () => {
    app = await startSignInApp({ uri, limits: NO_LIMITS });
    const attempt = await person(app, 'burst@example.org');
    const answers = await Promise.all(Array.from({ length: 12 }, () => attempt('not the password')));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(7);
  });
});

describe('hashing passwords', () => {
  it('leaves the event loop free while many sign in', async () => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await Promise.all(Array.from({ length: 16 }, () => hashPassword(PASSWORD)));
    delay.disable();
    expect(delay.percentile(90) / 1e6).toBeLessThan(25);
  });
});
