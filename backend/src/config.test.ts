import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';

const directory = mkdtempSync(join(tmpdir(), 'openslot-config-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const PRODUCTION = {
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://db.example/openslot',
  PUBLIC_URL: 'https://clinic.example/some/path',
  BETTER_AUTH_SECRET: 'x'.repeat(32),
  SMTP_URL: 'smtp://user:p%40ss@mail.example:2525',
  MAIL_FROM: 'visits@clinic.example',
};

describe('outside production', () => {
  it('needs nothing: loopback only, a demo clinic, and a secret of its own that stays the same', () => {
    const config = loadConfig({ OPENSLOT_DATA: directory });
    expect(config).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 3000,
      demo: true,
      publicUrl: null,
    });
    expect(config.authSecret.length).toBeGreaterThanOrEqual(32);
    expect(loadConfig({ OPENSLOT_DATA: directory }).authSecret).toBe(config.authSecret);
    const file = join(directory, 'auth-secret');
    expect(readFileSync(file, 'utf8')).toBe(config.authSecret);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('treats an empty variable as one that is not set', () => {
    expect(loadConfig({ OPENSLOT_DATA: directory, PORT: '', PUBLIC_URL: '' })).toMatchObject({ port: 3000 });
  });

  it('names every variable that is not valid', () => {
    const load = () => loadConfig({ PORT: 'eighty', PUBLIC_URL: 'clinic', BETTER_AUTH_SECRET: 'short' });
    for (const name of ['PORT', 'PUBLIC_URL', 'BETTER_AUTH_SECRET']) {
      expect(load).toThrow(new RegExp(`${name}:`));
    }
  });
});

describe('METRICS_TOKEN', () => {
  it('is nothing unless it is set, and long enough that nobody guesses it', () => {
    const load = (token?: string) => loadConfig({ OPENSLOT_DATA: directory, METRICS_TOKEN: token });
    expect(load()).toMatchObject({ metricsToken: null });
    expect(load('0123456789abcdef')).toMatchObject({ metricsToken: '0123456789abcdef' });
    expect(() => load('0123456789abcde')).toThrow(/METRICS_TOKEN:/);
    expect(() => load('0123456789 abcdef')).toThrow(/METRICS_TOKEN:/);
  });
});

describe('in production', () => {
  it('takes the origin of the public address and has no demo', () => {
    expect(loadConfig(PRODUCTION)).toMatchObject({
      production: true,
      demo: false,
      publicUrl: 'https://clinic.example',
      authSecret: PRODUCTION.BETTER_AUTH_SECRET,
    });
  });

  it.each(['MONGODB_URI', 'PUBLIC_URL', 'BETTER_AUTH_SECRET'])('refuses to start without %s', (name) => {
    expect(() => loadConfig({ ...PRODUCTION, [name]: undefined })).toThrow(ConfigError);
    expect(() => loadConfig({ ...PRODUCTION, [name]: undefined })).toThrow(name);
  });

  it('[ML6] refuses to start without a mail server, saying what to set', () => {
    const load = () => loadConfig({ ...PRODUCTION, SMTP_URL: '', MAIL_FROM: '' });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/Set SMTP_URL .* and MAIL_FROM/);
    expect(() => loadConfig({ ...PRODUCTION, MAIL_FROM: undefined })).toThrow(/MAIL_FROM is not/);
  });

  it('refuses demo data', () => {
    expect(() => loadConfig({ ...PRODUCTION, OPENSLOT_DEMO: '1' })).toThrow(/OPENSLOT_DEMO/);
  });
});

describe('mail', () => {
  it('goes to the server that is named, with its decoded password and encrypted', () => {
    expect(loadConfig(PRODUCTION).smtp).toEqual({
      host: 'mail.example',
      port: 2525,
      secure: false,
      requireTls: true,
      auth: { user: 'user', pass: 'p@ss' },
      from: 'visits@clinic.example',
    });
    const other = (SMTP_URL: string) => loadConfig({ ...PRODUCTION, SMTP_URL }).smtp;
    expect(other('smtps://mail.example')).toMatchObject({
      port: 465,
      secure: true,
      requireTls: false,
      auth: null,
    });
    expect(other('smtp://[::1]')).toMatchObject({ host: '::1', port: 587, requireTls: false });
    expect(other('smtp://user:pass@localhost')).toMatchObject({ requireTls: false });
  });

  it.each([
    'mail.example',
    'https://mail.example',
    'smtp://:2525',
    'smtp://user@mail.example',
    'smtp://mail.example/inbox',
    'smtp://mail.example?secure=true',
    'smtp://user:%zz@mail.example',
  ])('names the variable when its value is %s, without repeating it', (SMTP_URL) => {
    const load = () => loadConfig({ ...PRODUCTION, SMTP_URL });
    expect(load).toThrow(/SMTP_URL: must be like smtp:/);
    expect(load).not.toThrow(SMTP_URL);
  });

  it('comes from one plain address', () => {
    const load = () => loadConfig({ ...PRODUCTION, MAIL_FROM: 'Clinic <visits@clinic.example>' });
    expect(load).toThrow(/MAIL_FROM: must be one e-mail address/);
  });

  it('needs both settings or none', () => {
    expect(loadConfig({ OPENSLOT_DATA: directory }).smtp).toBeNull();
    const load = () => loadConfig({ OPENSLOT_DATA: directory, MAIL_FROM: 'visits@clinic.example' });
    expect(load).toThrow('MAIL_FROM is set and SMTP_URL is not');
  });
});
