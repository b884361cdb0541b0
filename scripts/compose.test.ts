import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './lib/tools.mjs';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck: { readonly test: readonly string[]; readonly retries: number };
}

interface Compose {
  readonly services: { readonly app: Service; readonly mongo: Service };
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const matches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '').toSorted();

const compose = parse(read('docker-compose.yml')) as Compose;
const { app, mongo } = compose.services;
const settings = matches(read('backend/src/config.ts'), /^ {2}([A-Z][A-Z_]+): /gm);
const documented = matches(read('.env.example'), /^#?([A-Z][A-Z_]+)=/gm);

describe('docker-compose.yml', () => {
  it('starts the application when the database accepts writes', () => {
    expect(app.depends_on).toEqual({ mongo: { condition: 'service_healthy' } });
    expect(mongo.command).toContain('--replSet');
    expect(mongo.healthcheck.test.join(' ')).toMatch(/rs\.initiate.*mongo:27017[\s\S]*isWritablePrimary/);
  });

  it('does not let a server that was killed lock a doctor for long', () => {
    expect(mongo.command).toContain('transactionLifetimeLimitSeconds=15');
  });

  it('names the same replica set everywhere', () => {
    const name = mongo.command?.[mongo.command.indexOf('--replSet') + 1];
    expect(new URL(app.environment?.MONGODB_URI ?? '').searchParams.get('replicaSet')).toBe(name);
    expect(mongo.healthcheck.test.join(' ')).toContain(`_id: '${name}'`);
  });

  it('asks the application how it is', () => {
    expect(app.healthcheck.test.join(' ')).toContain('/healthz');
    expect(app.healthcheck.retries).toBeGreaterThan(0);
  });

  it.each([
    ['app', app],
    ['mongo', mongo],
  ])('has a health check of %s that is a program', (_name, service) => {
    expect(service.healthcheck.test[0]).toBe('CMD');
    expect(() => new Script(service.healthcheck.test.at(-1) ?? '(')).not.toThrow();
  });

  it('keeps the data in volumes', () => {
    expect(mongo.volumes).toContain('mongo-data:/data/db');
    const names = (mongo.volumes ?? []).map((volume) => volume.split(':')[0]);
    expect(names.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });

  it('shows the database to the application only', () => {
    expect(mongo.ports).toBeUndefined();
    expect(mongo.networks).toEqual(['data']);
    expect(compose.networks.data?.internal).toBe(true);
    expect(app.networks).toContain('data');
  });

  it('has no secret of its own', () => {
    const secrets = Object.entries(app.environment ?? {}).filter(([name]) => /SECRET|PASSWORD/.test(name));
    expect(secrets.map(([name]) => name).toSorted()).toEqual([
      'BETTER_AUTH_SECRET',
      'OPENSLOT_ADMIN_PASSWORD',
    ]);
    expect(app.environment?.BETTER_AUTH_SECRET).toMatch(/^\$\{BETTER_AUTH_SECRET:\?.+\}$/);
    expect(app.environment?.OPENSLOT_ADMIN_PASSWORD).toMatch(/^\$\{OPENSLOT_ADMIN_PASSWORD:-\}$/);
    expect(app.environment?.PUBLIC_URL).toMatch(/^\$\{PUBLIC_URL:\?.+\}$/);
  });

  it('sets only what the server reads, and asks only for what .env.example explains', () => {
    expect(settings).toContain('BETTER_AUTH_SECRET');
    for (const name of Object.keys(app.environment ?? {})) {
      expect(settings, name).toContain(name);
    }
    for (const name of matches(read('docker-compose.yml'), /\$\{([A-Z_]+)/g)) {
      expect(documented, name).toContain(name);
    }
  });
});

describe('.env.example', () => {
  it('explains every setting of the server', () => {
    expect(settings.filter((name) => !documented.includes(name))).toEqual([]);
  });

  it('sets nothing by itself', () => {
    expect(read('.env.example')).not.toMatch(/^[A-Z]/m);
  });
});

describe('Dockerfile', () => {
  const stages = read('Dockerfile')
    .split(/^FROM /m)
    .slice(1);
  const last = stages.at(-1) ?? '';

  it('builds in one stage and runs in another, without the build tools', () => {
    expect(stages.length).toBeGreaterThan(2);
    expect(last).not.toMatch(/^RUN /m);
    expect(stages.some((stage) => stage.includes('npm ci --omit=dev'))).toBe(true);
  });

  it('does not run as root', () => {
    expect(matches(last, /^USER (\w+)/gm)).toEqual(['node']);
    expect(last.indexOf('USER')).toBeLessThan(last.indexOf('\nCMD'));
  });

  it('says how it is', () => {
    expect(last).toMatch(/HEALTHCHECK[\s\S]*\/healthz/);
  });

  it('copies only what exists', () => {
    const copied = stages.flatMap((stage) => matches(stage, /^COPY (?!--from)(.+) \S+$/gm));
    for (const file of copied.flatMap((files) => files.split(' '))) {
      expect(existsSync(path.join(ROOT, file)), file).toBe(true);
    }
  });
});
