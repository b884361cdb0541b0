import * as contract from '@openslot/shared/contracts/address';
import type { Router } from 'express';
import { commandContext } from '../../http/command-context.ts';
import { limitWrites } from '../../http/rate-limit.ts';
import { serve } from '../../http/serve.ts';
import { type AddressDeps, readAddress, sendAddressLink, verifyAddress } from './verify-address.ts';

/** One's own e-mail address. `mailsPerHour`: how many links one client address may ask for. */
export function registerAddressRoutes(router: Router, deps: AddressDeps, mailsPerHour: number): void {
  serve(router, contract.readOwnAddress, (call) =>
    readAddress(deps.models, commandContext(call).actor.userId),
  );
  router.use(contract.sendAddressLink.path, limitWrites(60 * 60_000, mailsPerHour));
  serve(router, contract.sendAddressLink, (call) => sendAddressLink(deps, commandContext(call).actor.userId));
  serve(router, contract.verifyAddress, (call) => verifyAddress(deps, commandContext(call), call.body.token));
}
