import { AppError } from '@openslot/shared/errors/app-error';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { isDatabaseAway } from '../database/database-away.ts';
import type { Logger } from '../lib/logger.ts';

/** Turns every error into one `application/problem+json` answer. Unknown ones become 500 with nothing but the request id. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const state = response.locals.state as { requestId?: string } | undefined;
    const refusal = toAppError(error, request.method);
    if (refusal.code === 'internal') {
      logger.error({ err: error, requestId: state?.requestId }, 'request failed');
    }
    // For whoever measures requests (observe-requests.ts).
    response.locals.code = refusal.code;
    const comeBack = refusal.code === 'busy' || refusal.code === 'rate_limited';
    // A rate limiter knows better when its window ends.
    if (comeBack && !response.hasHeader('Retry-After')) {
      response.setHeader('Retry-After', '2');
    }
    // A file that was about to be sent may have said that it can be kept.
    if (!String(response.getHeader('Cache-Control')).includes('no-store')) {
      response.setHeader('Cache-Control', 'no-store');
    }
    response
      .status(refusal.status)
      .type('application/problem+json')
      .send(JSON.stringify(refusal.toProblem(state?.requestId)));
  };
}

/** Answers 404 as a problem for every path below it that no route took. */
export const unknownRoute: RequestHandler = () => {
  throw new AppError('not_found');
};

function toAppError(error: unknown, method: string): AppError {
  if (error instanceof AppError) {
    return error;
  }
  // A path such as `/%ff` that does not decode.
  if (error instanceof URIError) {
    return new AppError('not_found');
  }
  // Express's own parts mark what the request is to blame for: a body that cannot be read, a file that is not to be had.
  const { status, expose, type } = (error ?? {}) as { status?: unknown; expose?: unknown; type?: unknown };
  if (expose === true && typeof status === 'number' && status < 500) {
    if (type === 'entity.too.large') {
      return new AppError('payload_too_large');
    }
    return new AppError(method === 'GET' || method === 'HEAD' ? 'not_found' : 'invalid_json');
  }
  return new AppError(isDatabaseAway(error) ? 'busy' : 'internal');
}
