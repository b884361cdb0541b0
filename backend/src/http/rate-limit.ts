import { AppError } from '@openslot/shared/errors/app-error';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';

/** How much one client address may do. Counted in this process's memory. */
export interface RateLimits {
  readonly signInsPerMinute: number;
  readonly signUpsPerHour: number;
  /** Attempts to use an invitation link. */
  readonly passwordChoicesPerMinute: number;
  /** Mails that a request alone brings about. */
  readonly mailsPerHour: number;
  readonly writesPerMinute: number;
  /** Reports of how fresh pages are; a page sends at most six a minute. */
  readonly freshnessReportsPerMinute: number;
}

/** A waiting room behind one address must fit; somebody who guesses passwords must not. */
export const RATE_LIMITS: RateLimits = {
  signInsPerMinute: 20,
  signUpsPerHour: 30,
  passwordChoicesPerMinute: 10,
  mailsPerHour: 20,
  writesPerMinute: 120,
  freshnessReportsPerMinute: 300,
};

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A preview is a read whose question does not fit into an address; a page asks it while somebody types. */
const PREVIEW = /\/preview$/;

/**
 * Refuses with `rate_limited` and `Retry-After` what one address (an IPv6 /56 counts as one) sends beyond `max`
 * in a window. `trust proxy` of the application decides what the address is. Reads are not counted.
 */
export function limitWrites(windowMs: number, max: number): RequestHandler {
  return rateLimit({
    windowMs,
    limit: max,
    standardHeaders: 'draft-6',
    legacyHeaders: false,
    // A forwarded address from a proxy we do not trust is ignored, not worth a warning.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    skip: (request) => SAFE_METHODS.has(request.method) || PREVIEW.test(request.path),
    handler: (_request, _response, next) => next(new AppError('rate_limited')),
  });
}
