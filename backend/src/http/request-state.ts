import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Authenticate, Authenticated } from './call.ts';

export interface RequestState {
  readonly requestId: string;
  readonly session: Authenticated | null;
}

/** Reads the session once per request and gives the request an id, echoed in `X-Request-Id`. */
export function establishState(authenticate: Authenticate): RequestHandler {
  return async (request, response, next) => {
    const requestId = randomUUID();
    response.setHeader('X-Request-Id', requestId);
    response.locals.state = { requestId, session: null } satisfies RequestState;
    const session = await authenticate(request.headers);
    response.locals.state = { requestId, session } satisfies RequestState;
    next();
  };
}

/** @throws when the response did not pass {@link establishState}: a wiring mistake. */
export function requestState(response: Response): RequestState {
  const state: RequestState | undefined = response.locals.state;
  if (state === undefined) {
    throw new Error('establishState must come before the routes');
  }
  return state;
}
