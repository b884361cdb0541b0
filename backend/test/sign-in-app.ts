import { pino } from 'pino';
import { type App, createApp } from '../src/app.ts';
import { closeDatabase, connectDatabase } from '../src/database/connection.ts';
import { createIndexes, createModels, type Models } from '../src/database/models.ts';
import type { RateLimits } from '../src/http/rate-limit.ts';
import { type Clock, systemClock } from '../src/lib/clock.ts';

export const OWN_ORIGIN = 'http://clinic.test';

export interface SignInApp {
  readonly auth: App['auth'];
  readonly models: Models;
  readonly url: string;
  close(): Promise<void>;
}

interface SignInAppOptions {
  readonly uri: string;
  readonly limits: RateLimits;
  readonly publicUrl?: string;
  readonly clock?: Clock;
}

/** The whole application under a public address of its own; nobody is there yet, not even a clinic. */
export async function startSignInApp(options: SignInAppOptions): Promise<SignInApp> {
  const { uri, limits, publicUrl = OWN_ORIGIN, clock = systemClock } = options;
  const connection = await connectDatabase(uri);
  const models = createModels(connection);
  await createIndexes(models);
  const app = createApp({
    config: {
      production: false,
      host: '127.0.0.1',
      port: 0,
      publicUrl,
      allowedOrigins: [],
      mongodbUri: null,
      authSecret: 'a secret of the tests, long enough for all',
      smtp: null,
      dataDirectory: '/nowhere',
      demo: false,
      setup: { clinicName: null, timeZone: null, adminName: null, adminEmail: null, adminPassword: null },
      drainMs: 0,
      metricsToken: null,
      trustProxy: 0,
      logLevel: 'fatal',
    },
    connection,
    models,
    logger: pino({ level: 'fatal' }),
    clock,
    limits,
  });
  const port = await app.listen();
  return {
    auth: app.auth,
    models,
    url: `http://127.0.0.1:${port}`,
    async close() {
      await app.close();
      await closeDatabase(connection);
    },
  };
}

/** A browser as far as it matters here: keeps cookies, sends Origin and JSON. */
export class Browser {
  readonly #url: string;
  #cookies = new Map<string, string>();
  /** `Set-Cookie` lines of the last answer. */
  lastCookies: string[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  set cookie(line: string) {
    this.#cookies = new Map(line.split('; ').map((part) => part.split('=', 2) as [string, string]));
  }

  get(path: string) {
    return this.send('GET', path);
  }

  post(path: string, body: unknown = {}) {
    return this.send('POST', path, { body: JSON.stringify(body) });
  }

  put(path: string, body: unknown = {}) {
    return this.send('PUT', path, { body: JSON.stringify(body) });
  }

  async send(method: string, path: string, init: { body?: string; headers?: Record<string, string> } = {}) {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      ...(init.body === undefined ? {} : { body: init.body }),
      headers: {
        'content-type': 'application/json',
        origin: OWN_ORIGIN,
        ...(this.#cookies.size > 0 && { cookie: this.cookie }),
        ...init.headers,
      },
    });
    this.#keep(response.headers.getSetCookie());
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  }

  #keep(lines: string[]): void {
    this.lastCookies = lines;
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=', 2);
      if (attributes.includes('Max-Age=0')) {
        this.#cookies.delete(name);
      } else {
        this.#cookies.set(name, value);
      }
    }
  }
}
