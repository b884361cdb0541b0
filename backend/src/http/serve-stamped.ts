import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import type { RequestHandler, Router } from 'express';
import type { Call } from './call.ts';
import { parsedOnce } from './parsed-once.ts';
import { parseRequest, receive } from './serve.ts';
import type { Stampable, StampedReply } from './stamped-answer.ts';

/**
 * As `serve`, for a GET whose answers were written before and are only stamped with the time. They compress
 * themselves: it stands before the middleware that compresses. `before` must end with `request-state.ts`.
 */
export function serveStamped<E extends Endpoint & Stampable>(
  router: Router,
  endpoint: E,
  before: readonly RequestHandler[],
  handle: (call: Call<E>) => Promise<StampedReply>,
): void {
  const parse = parsedOnce(endpoint, (request) => parseRequest(endpoint, request));
  router.get(endpoint.path, ...before, async (request, response) => {
    const { answer, asOf } = await handle(receive(endpoint, request, response, parse));
    const gzip =
      request.headers['accept-encoding'] !== undefined && request.acceptsEncodings('gzip') === 'gzip';
    const [head, ...rest] = gzip ? answer.gzip(asOf) : answer.json(asOf);
    const last = rest.pop();
    response.statusCode = endpoint.status;
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Vary', 'Accept-Encoding');
    if (gzip) {
      response.setHeader('Content-Encoding', 'gzip');
    }
    const length = rest.reduce((sum, part) => sum + part.length, head.length + (last?.length ?? 0));
    response.setHeader('Content-Length', length);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    // Everything leaves together, and the large part is not copied: the small one, as text, joins the headers.
    response.cork();
    response.write(head.toString('latin1'), 'latin1');
    for (const part of rest) {
      response.write(part);
    }
    response.end(last);
    response.uncork();
  });
}
