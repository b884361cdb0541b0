import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@openslot/shared/errors/app-error';
import express, { Router } from 'express';

/** A part of a file and a file of a certain state are never asked for: an error for one could end in a shared cache. */
const PLAIN = { acceptRanges: false, redirect: false, index: false } as const;

/** Serves the built web application; every path that is no file and no API is one of its pages. */
export function staticPages(directory: string): Router {
  const router = Router();
  const index = join(directory, 'index.html');
  router.use((request, _response, next) => {
    delete request.headers['if-match'];
    delete request.headers['if-unmodified-since'];
    next();
  });
  // Built files carry a hash of their content in their names: they never change.
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), { ...PLAIN, immutable: true, maxAge: '1y' }),
  );
  router.use('/assets', () => {
    throw new AppError('not_found');
  });
  router.use(
    express.static(directory, {
      ...PLAIN,
      cacheControl: false,
      setHeaders: (response) => askAgain(response),
    }),
  );
  router.get('/*path', (_request, response) => sendPage(index, response));
  router.get('/', (_request, response) => sendPage(index, response));
  return router;
}

function sendPage(index: string, response: express.Response): void {
  if (!existsSync(index)) {
    throw new AppError('not_found', { detail: 'The web application has not been built.' });
  }
  askAgain(response);
  response.sendFile(index, { cacheControl: false, acceptRanges: false });
}

/** The page names the current files: it must be asked for each time. */
function askAgain(response: Pick<express.Response, 'setHeader'>): void {
  response.setHeader('Cache-Control', 'no-cache');
}
