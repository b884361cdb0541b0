import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@openslot/shared/errors/app-error';
import express, { Router } from 'express';
import type { Connection } from 'mongoose';
import { connectDatabase } from '../src/database/connection.ts';
import { createIndexes, createModels, type Models } from '../src/database/models.ts';
import { authRoutes } from '../src/features/auth/auth.routes.ts';
import { type Auth, createAuth } from '../src/features/auth/create-auth.ts';
import { ensurePatient } from '../src/features/people/patient.repository.ts';
import { registerPeopleRoutes } from '../src/features/people/people.routes.ts';
import { neverCache, requireJson, requireOwnOrigin } from '../src/http/guards.ts';
import { problemHandler } from '../src/http/problem-handler.ts';
import { RATE_LIMITS, type RateLimits } from '../src/http/rate-limit.ts';
import { establishState } from '../src/http/request-state.ts';
import { type Clock, systemClock } from '../src/lib/clock.ts';
import { createLogger } from '../src/lib/logger.ts';

export const OWN_ORIGIN = 'http://clinic.test';

export const NO_LIMITS: RateLimits = {
  signInsPerMinute: 10_000,
  signUpsPerHour: 10_000,
  passwordChoicesPerMinute: 10_000,
  writesPerMinute: 10_000,
};

export interface SignInApp {
  readonly auth: Auth;
  readonly models: Models;
  readonly connection: Connection;
  readonly url: string;
  close(): Promise<void>;
}

interface SignInAppOptions {
  readonly uri: string;
  readonly limits?: RateLimits;
  readonly publicUrl?: string;
  readonly clock?: Clock;
}

/** Sign-in and people on a real server and a real database, with the guards that stand before them in the product. */
export async function startSignInApp(options: SignInAppOptions): Promise<SignInApp> {
  const connection = await connectDatabase(options.uri);
  const models = createModels(connection);
  await createIndexes(models);
  const clock = options.clock ?? systemClock;
  const logger = createLogger('silent');
  const auth = createAuth({
    connection,
    models,
    clock,
    logger,
    secret: 'a secret of the tests, long enough for all',
    publicUrl: options.publicUrl ?? OWN_ORIGIN,
    ensurePatient: async (user) => String(await ensurePatient(models, user)),
  });
  const app = express();
  app.use(
    '/api',
    neverCache,
    requireOwnOrigin((origin) => origin === OWN_ORIGIN),
    requireJson,
    express.json(),
  );
  app.use('/api', establishState(auth.authenticate));
  app.use(authRoutes({ auth, models, clock, limits: options.limits ?? RATE_LIMITS }));
  const router = Router();
  registerPeopleRoutes(router, {
    connection,
    models,
    clock,
    signIns: auth,
    publicUrl: () => options.publicUrl ?? OWN_ORIGIN,
  });
  app.use(router);
  app.use(() => {
    throw new AppError('not_found');
  });
  app.use(problemHandler(logger));
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  return {
    auth,
    models,
    connection,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await connection.close();
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
