import * as contract from '@openslot/shared/contracts/holds';
import type { Router } from 'express';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import { serve } from '../../http/serve.ts';
import { holdsController } from './hold.controller.ts';

/** Slots kept for a person while they book. */
export function registerHoldRoutes(router: Router, deps: CommandDeps): void {
  const holds = holdsController(deps);
  serve(router, contract.listOwnHolds, holds.mine);
  serve(router, contract.holdSlot, holds.hold);
  serve(router, contract.renewHold, holds.renew);
  serve(router, contract.releaseHold, holds.release);
}
