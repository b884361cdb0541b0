import type { Request, RequestHandler } from 'express';

export interface Observed {
  readonly method: string;
  /** The pattern of the route that answered; `static` for a built file, `none` when no route was reached. */
  readonly route: string;
  /** Null when the client left before the answer. */
  readonly status: number | null;
  /** The code of the problem that was answered; the problem handler leaves it in `response.locals.code`. */
  readonly code: string | null;
  readonly seconds: number;
}

/** Tells of each request once its answer is out. Stands first, so that every route is measured; adds one listener to a request. */
export function observeRequests(observe: (request: Observed) => void): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : null;
      observe({
        method: request.method,
        route: routeOf(request, status),
        status,
        code: typeof response.locals.code === 'string' ? response.locals.code : null,
        seconds: (performance.now() - startedAt) / 1_000,
      });
    });
    next();
  };
}

/** Patterns are written in the code, paths by whoever asks: only patterns may become labels. */
function routeOf({ route }: Request, status: number | null): string {
  const pattern: unknown = (route as { path?: unknown } | undefined)?.path;
  if (typeof pattern === 'string') {
    return pattern;
  }
  return status !== null && status < 400 ? 'static' : 'none';
}
