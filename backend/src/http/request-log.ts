import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Logger } from '../lib/logger.ts';

interface LoggedRequest {
  readonly id: unknown;
  readonly method: string;
  readonly url: string;
  readonly remoteAddress: string;
}

/**
 * One line for each answered request at level `info`: chosen fields only. What follows the path may name a person or
 * be a secret (a search, an invitation link), and headers may repeat it.
 */
export function requestLog(logger: Logger): RequestHandler {
  if (!logger.isLevelEnabled('info')) {
    return (_request, _response, next) => next();
  }
  return pinoHttp({
    logger,
    serializers: {
      req: ({ id, method, url, remoteAddress }: LoggedRequest) => ({
        id,
        method,
        path: url.split('?', 1)[0],
        remoteAddress,
      }),
      res: ({ statusCode }: { readonly statusCode: number }) => ({ statusCode }),
    },
  });
}
