import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import type { RequestHandler, Router } from 'express';
import type { Call } from './call.ts';
import { parsedOnce } from './parsed-once.ts';
import { parseRequest, receive } from './serve.ts';
import type { Stampable, StampedReply } from './stamped-answer.ts';

/**
 * As `serve`, for a GET whose answers were written before and are only stamped with the time. They compress
 * themselves: it stands before the middleware that compresses. `establish` must be that of `request-state.ts`.
 */
export function serveStamped<E extends Endpoint & Stampable>(
  router: Router,
  endpoint: E,
  establish: RequestHandler,
  handle: (call: Call<E>) => Promise<StampedReply>,
): void {
  const parse = parsedOnce(endpoint, (request) => parseRequest(endpoint, request));
  router.get(endpoint.path, establish, async (request, response) => {
    const { answer, asOf } = await handle(receive(endpoint, request, response, parse));
    const gzip =
      request.headers['accept-encoding'] !== undefined && request.acceptsEncodings('gzip') === 'gzip';
    const parts = gzip ? answer.gzip(asOf) : answer.json(asOf);
    response.statusCode = endpoint.status;
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Vary', 'Accept-Encoding');
    if (gzip) {
      response.setHeader('Content-Encoding', 'gzip');
    }
    let length = 0;
    for (const part of parts) {
      length += part.length;
    }
    response.setHeader('Content-Length', length);
    // Written one after the other, because joining them would copy the large one. They leave together.
    response.cork();
    for (const part of request.method === 'HEAD' ? [] : parts) {
      response.write(part);
    }
    response.end();
    response.uncork();
  });
}
