import { listAudit } from '@openslot/shared/contracts/audit';
import type { Router } from 'express';
import type { Models } from '../../database/models.ts';
import { serve } from '../../http/serve.ts';
import { type FindUserNames, readAudit } from './list-audit.ts';

export function registerAuditRoutes(router: Router, models: Models, findUserNames: FindUserNames): void {
  serve(router, listAudit, ({ query }) => readAudit(models, findUserNames, query));
}
