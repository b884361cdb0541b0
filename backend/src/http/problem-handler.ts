import { AppError } from '@openslot/shared/errors/app-error';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { isDatabaseAway } from '../database/database-away.ts';
import type { Logger } from '../lib/logger.ts';

/** Turns every error into one `application/problem+json` answer. Unknown ones become 500 with nothing but the request id. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const state = response.locals.state as { requestId?: string } | undefined;
    const refusal = toAppError(error);
    if (refusal.code === 'internal') {
      logger.error({ err: error, requestId: state?.requestId }, 'request failed');
    }
    const comeBack = refusal.code === 'busy' || refusal.code === 'rate_limited';
    // A rate limiter knows better when its window ends.
    if (comeBack && !response.hasHeader('Retry-After')) {
      response.setHeader('Retry-After', '2');
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

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) {
    return error;
  }
  // The body parser's own errors carry a type.
  switch ((error as { type?: unknown } | null)?.type) {
    case 'entity.parse.failed':
    case 'encoding.unsupported':
    case 'charset.unsupported':
    case 'request.aborted':
    case 'request.size.invalid':
      return new AppError('invalid_json');
    case 'entity.too.large':
      return new AppError('payload_too_large');
  }
  // A path such as `/%ff` that does not decode.
  if (error instanceof URIError) {
    return new AppError('not_found');
  }
  return new AppError(isDatabaseAway(error) ? 'busy' : 'internal');
}
