import * as contract from '@openslot/shared/contracts/mailbox';
import type { Router } from 'express';
import type { Models } from '../../database/models.ts';
import { serve } from '../../http/serve.ts';
import { listMailbox } from './list-mailbox.ts';

export function registerMailboxRoutes(router: Router, models: Models): void {
  serve(router, contract.listMailbox, async () => ({ items: await listMailbox(models) }));
}
