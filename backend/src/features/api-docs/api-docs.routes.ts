import type { Router } from 'express';
import { apiDocsPage } from './api-docs-page.ts';
import { openApiDocument } from './openapi.ts';

/** The description of the API, for programs and for people. It names no record: everybody may read it. */
export function registerApiDocs(router: Router): void {
  const document = openApiDocument();
  const page = apiDocsPage(document);
  router.get('/api/openapi.json', (_request, response) => {
    response.json(document);
  });
  router.get('/api/docs', (_request, response) => {
    response.type('html').send(page);
  });
}
