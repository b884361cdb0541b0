import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@openslot/shared/errors/app-error';
import express, { Router } from 'express';

/** Serves the built web application; every path that is no file and no API is one of its pages. */
export function staticPages(directory: string): Router {
  const router = Router();
  const index = join(directory, 'index.html');
  // Built files carry a hash of their content in their names: they never change.
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  router.use('/assets', () => {
    throw new AppError('not_found');
  });
  router.use(express.static(directory, { index: false, cacheControl: false }));
  router.get('/*path', (_request, response) => sendPage(index, response));
  router.get('/', (_request, response) => sendPage(index, response));
  return router;
}

function sendPage(index: string, response: express.Response): void {
  if (!existsSync(index)) {
    throw new AppError('not_found', { detail: 'The web application has not been built.' });
  }
  // The page names the current files: it must be asked for each time.
  response.setHeader('Cache-Control', 'no-cache');
  response.sendFile(index, { cacheControl: false });
}
