import { choosePassword, forgotPassword, signIn, signOut, signUp } from '@openslot/shared/contracts/auth';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import { AppError } from '@openslot/shared/errors/app-error';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Models } from '../../database/models.ts';
import type { Authenticated } from '../../http/call.ts';
import { unknownRoute } from '../../http/problem-handler.ts';
import { limitWrites, type RateLimits } from '../../http/rate-limit.ts';
import { fieldErrors } from '../../http/serve.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Cookies } from './auth-engine.ts';
import type { Auth } from './create-auth.ts';
import { forgotPassword as askForReset } from './forgot-password.ts';
import { SignInBrake } from './sign-in-brake.ts';

export interface AuthRouteDeps {
  readonly auth: Auth;
  readonly models: Models;
  readonly clock: Clock;
  readonly limits: RateLimits;
}

const MINUTE = 60_000;

/**
 * Everything below `/api/auth`: five routes and nothing else. Expects a parsed JSON body and an Origin that was
 * checked; the session travels only as an httpOnly cookie, never in a body.
 */
export function authRoutes({ auth, models, clock, limits }: AuthRouteDeps): Router {
  const { engine } = auth;
  const brake = new SignInBrake(clock);
  const router = Router();

  post(router, signUp, limitWrites(60 * MINUTE, limits.signUpsPerHour), async (body, request, response) => {
    await auth.register(body);
    response.json(await begin(auth, request, response, await engine.signIn(body)));
  });

  post(router, signIn, limitWrites(MINUTE, limits.signInsPerMinute), async (body, request, response) => {
    const cookies = await braked(brake, body.email, response, () => engine.signIn(body));
    response.json(await begin(auth, request, response, cookies));
  });

  post(router, signOut, limitWrites(MINUTE, limits.writesPerMinute), async (_body, request, response) => {
    const session = await auth.authenticate(request.headers);
    if (session !== null) {
      await auth.signOut(session);
    }
    sendCookies(response, await engine.signOut(request.get('Cookie') ?? ''));
    response.json({ user: null, expiresAt: null });
  });

  const choices = limitWrites(MINUTE, limits.passwordChoicesPerMinute);
  post(router, choosePassword, choices, async (body, _request, response) => {
    const userId = await engine.userOfChoiceToken(body.token);
    const user = userId === null ? null : await models.users.findById(userId, { email: 1 }).lean();
    if (user === null) {
      throw new AppError('link_expired');
    }
    await engine.choosePassword(body);
    response.json({ email: user.email });
  });

  const mails = limitWrites(60 * MINUTE, limits.mailsPerHour);
  post(router, forgotPassword, mails, async ({ email }, _request, response) => {
    await askForReset({ models, clock }, email);
    response.json({});
  });

  router.use('/api/auth', unknownRoute);
  return router;
}

function post<E extends Endpoint>(
  router: Router,
  endpoint: E,
  limit: RequestHandler,
  handle: (body: z.output<E['body']>, request: Request, response: Response) => Promise<void>,
): void {
  router.post(endpoint.path, limit, async (request, response) => {
    const parsed = endpoint.body.safeParse(request.body ?? {}, { reportInput: false });
    if (!parsed.success) {
      const errors = fieldErrors(parsed.error, '');
      throw new AppError('invalid_request', { errors, detail: errors[0]?.detail ?? '' });
    }
    await handle(parsed.data as z.output<E['body']>, request, response);
  });
}

/** Answers a fresh session. One that this browser had before ends: its cookie is overwritten, so nobody could end it later. */
async function begin(auth: Auth, request: Request, response: Response, cookies: Cookies) {
  const previous = await auth.authenticate(request.headers);
  if (previous !== null) {
    await auth.signOut(previous);
  }
  sendCookies(response, cookies);
  const cookie = cookies.map((line) => line.split(';', 1)[0]).join('; ');
  return presentSession(await auth.authenticate({ cookie }));
}

function presentSession(session: Authenticated | null) {
  return {
    user: session?.actor ?? null,
    expiresAt: session === null ? null : new Date(session.expiresAt).toISOString(),
  };
}

async function braked<T>(
  brake: SignInBrake,
  email: string,
  response: Response,
  attempt: () => Promise<T>,
): Promise<T> {
  const wait = brake.waitFor(email);
  if (wait > 0) {
    response.setHeader('Retry-After', Math.ceil(wait / 1_000));
    throw new AppError('rate_limited');
  }
  // Counted before it is tried, so that attempts at the same moment count as well.
  brake.failed(email);
  try {
    const result = await attempt();
    brake.succeeded(email);
    return result;
  } catch (error) {
    if (error instanceof AppError && error.code === 'sign_in_disabled') {
      brake.succeeded(email);
    }
    throw error;
  }
}

function sendCookies(response: Response, cookies: Cookies): void {
  response.setHeader('Set-Cookie', [...cookies]);
}
