import { AppError } from '@openslot/shared/errors/app-error';
import type { RequestHandler } from 'express';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses state changes that did not come from one of our own pages: every browser sends `Origin` with
 * them, so a missing or foreign one is refused (CSRF, OWASP ASVS 3.5).
 */
export function requireOwnOrigin(isOwnOrigin: (origin: string) => boolean): RequestHandler {
  return (request, _response, next) => {
    if (!SAFE_METHODS.has(request.method)) {
      const origin = request.get('Origin');
      if (origin === undefined || !isOwnOrigin(origin)) {
        throw new AppError('foreign_origin');
      }
    }
    next();
  };
}

/** Takes text/plain for JSON: programs that call `fetch` without a content type send it so. Only where {@link requireOwnOrigin} came before. */
export const readTextAsJson: RequestHandler = (request, _response, next) => {
  if (request.is('text/plain')) {
    request.headers['content-type'] = 'application/json';
  }
  next();
};

/** Refuses bodies that are not JSON: a cross-site form cannot send that type without a preflight. */
export const requireJson: RequestHandler = (request, _response, next) => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.get('Content-Length') ?? 0) > 0;
  if (!SAFE_METHODS.has(request.method) && hasBody && request.is('application/json') === false) {
    throw new AppError('invalid_json', { detail: 'Send the body as application/json.' });
  }
  next();
};

/** Everything below `/api` must come fresh from the server, through any proxy, in any browser (the customer's document 000). */
export const neverCache: RequestHandler = (request, response, next) => {
  // Express answers 304 to a conditional request by itself: always 200, never 304.
  delete request.headers['if-none-match'];
  delete request.headers['if-modified-since'];
  response.setHeader('Cache-Control', 'no-store, no-cache, must-revalidate, proxy-revalidate, max-age=0');
  response.setHeader('Pragma', 'no-cache');
  response.setHeader('Expires', '0');
  next();
};
