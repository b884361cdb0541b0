import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './lib/tools.mjs';

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck: { readonly test: readonly string[]; readonly retries: number };
}

interface Compose {
  readonly services: Readonly<Record<'app-1' | 'app-2' | 'proxy' | 'mongo', Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const matches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '').toSorted();

const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const { 'app-1': app, 'app-2': second, proxy, mongo } = compose.services;
const nginx = read('ops/nginx.conf');
const settings = matches(read('backend/src/config.ts'), /^ {2}([A-Z][A-Z_]+): /gm);
const documented = matches(read('.env.example'), /^#?([A-Z][A-Z_]+)=/gm);

describe('docker-compose.yml', () => {
  it('starts the application when the database accepts writes', () => {
    expect(app.depends_on).toEqual({ mongo: { condition: 'service_healthy' } });
    expect(mongo.command).toContain('--replSet');
    expect(mongo.healthcheck.test.join(' ')).toMatch(/rs\.initiate.*mongo:27017[\s\S]*isWritablePrimary/);
  });

  it('runs two servers that differ in nothing, one after the other', () => {
    expect({ ...second, depends_on: app.depends_on }).toEqual(app);
    expect(second.depends_on).toEqual({ 'app-1': { condition: 'service_healthy' } });
  });

  it('lets people in through nginx alone, which trusts nobody in front of it unless told', () => {
    expect([app.ports, second.ports]).toEqual([undefined, undefined]);
    expect(proxy.ports).toEqual([
      `127.0.0.1:\${PUBLISHED_PORT:-3000}:${matches(nginx, /^ +listen (\d+);/gm)}`,
    ]);
    expect(proxy.volumes).toEqual(['./ops/nginx.conf:/etc/nginx/nginx.conf:ro']);
    expect([proxy.networks, proxy.user]).toEqual([['web'], '101:101']);
    expect(app.environment?.OPENSLOT_TRUST_PROXY).toBe(`\${OPENSLOT_TRUST_PROXY:-1}`);
    expect(proxy.healthcheck.test.at(-1)).toMatch(/:8080\/healthz$/);
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

describe('ops/nginx.conf', () => {
  /** The number in `name 60s;`, once or more. */
  const seconds = (text: string, name: string) =>
    matches(text, new RegExp(`^ +${name} (\\d+)s;`, 'gm')).map(Number);
  const socketPart = nginx.slice(nginx.indexOf('location /socket.io/'), nginx.indexOf('location = /metrics'));
  const server = read('backend/src/realtime/socket-server.ts');
  const [pingMs, pongMs] = ['pingInterval', 'pingTimeout'].map((name) =>
    Number(new RegExp(`${name}: ([\\d_]+)`).exec(server)?.[1]?.replaceAll('_', '')),
  );

  it('has balanced braces, and every other line ends in one or in a semicolon', () => {
    const lines = nginx.split('\n').map((line) => line.replace(/(^|\s)#.*/, '').trim());
    expect(lines.filter((line) => !/^$|[;{}]$/.test(line))).toEqual([]);
    expect(nginx.split('{').length).toBe(nginx.split('}').length);
  });

  it('knows every server of docker-compose.yml, and each at its port', () => {
    const servers = Object.keys(compose.services).filter((name) => name.startsWith('app-'));
    expect(matches(nginx, /^ +server (\S+) /gm)).toEqual(
      servers.map((name) => `${name}:${app.environment?.PORT}`),
    );
  });

  it('leads a browser to the same server always: by a cookie, given where there is none', () => {
    expect(nginx).toMatch(/hash \$route consistent;/);
    expect(nginx).toMatch(
      /map \$cookie_openslot_route \$route \{\s+default \$cookie_openslot_route;\s+"" \$request_id;/,
    );
    expect(nginx).toMatch(/"" "openslot_route=\$request_id; Path=\/; HttpOnly; SameSite=Lax\$secure";/);
    expect(nginx).toMatch(/add_header Set-Cookie \$route_cookie always;/);
    // A second `add_header` further in would hide the first.
    expect(nginx.match(/add_header/g)).toHaveLength(1);
  });

  it('lets WebSockets through, and long polls take their time', () => {
    expect(nginx).toContain('proxy_http_version 1.1;');
    expect(nginx).toContain('proxy_set_header Upgrade $http_upgrade;');
    expect(nginx).toContain('proxy_set_header Connection $connection_header;');
    expect(nginx).toMatch(/map \$http_upgrade \$connection_header \{\s+default upgrade;\s+"" "";/);
    expect(socketPart).toContain('proxy_buffering off;');
    for (const name of ['proxy_read_timeout', 'proxy_send_timeout']) {
      expect(seconds(socketPart, name)[0], name).toBeGreaterThan(((pingMs ?? NaN) + (pongMs ?? NaN)) / 1_000);
    }
    // A second `proxy_set_header` further in would hide all others.
    expect(nginx.lastIndexOf('proxy_set_header')).toBeLessThan(nginx.indexOf('location /'));
  });

  it('tells the servers who asks, adding to what it was told', () => {
    expect(nginx).toContain('proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;');
    expect(nginx).toContain('proxy_set_header Host $http_host;');
  });

  it('asks another server only where nothing can be done twice, and keeps no connection longer than a server does', () => {
    expect(nginx).toContain('proxy_next_upstream error timeout;');
    // Five seconds is what Node.js keeps an idle connection for.
    expect(seconds(nginx, 'keepalive_timeout')).toEqual([4]);
  });

  it('accepts what the server accepts', () => {
    expect(nginx).toContain('client_max_body_size 1m;');
    expect(read('backend/src/app.ts')).toContain("express.json({ limit: '512kb' })");
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
