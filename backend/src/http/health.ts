import type { Router } from 'express';

/** `/healthz`: the process lives. `/readyz`: it can serve; 503 while the database or the change stream is away, or it is shutting down. */
export function registerHealth(router: Router, isReady: () => Promise<boolean>): void {
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await isReady().catch(() => false);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' });
  });
}
