import type * as contract from '@openslot/shared/contracts/holds';
import { AppError } from '@openslot/shared/errors/app-error';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import { idempotentRequest } from '../../commands/idempotency.ts';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { presentHold } from './hold.presenter.ts';
import { findHoldsOf } from './hold.repository.ts';
import { placeHold } from './place-hold.ts';
import { releaseHold } from './release-hold.ts';
import { renewHold } from './renew-hold.ts';

/** HTTP only, for holds. */
export function holdsController(deps: CommandDeps) {
  const asOf = () => new Date(deps.clock.now()).toISOString();

  const hold: Handler<typeof contract.holdSlot> = async (call) => {
    const { session, idempotencyKey, body } = call;
    if (session === null) {
      throw new AppError('unauthenticated');
    }
    const { sessionId, actor } = session;
    const request = idempotentRequest(actor.id, idempotencyKey ?? '', body);
    const input = { ...body, userId: actor.id, sessionId };
    const { result, seq } = await placeHold(deps, commandContext(call), input, request);
    return { hold: result, seq, asOf: asOf() };
  };

  const renew: Handler<typeof contract.renewHold> = async (call) => {
    const { result, seq } = await renewHold(deps, commandContext(call), call.params.holdId);
    return { hold: result, seq, asOf: asOf() };
  };

  const release: Handler<typeof contract.releaseHold> = (call) =>
    releaseHold(deps, commandContext(call), call.params.holdId, call.query.leaving === 'true');

  const mine: Handler<typeof contract.listOwnHolds> = async ({ actor }) => {
    if (actor === null) {
      throw new AppError('unauthenticated');
    }
    const now = deps.clock.now();
    const holds = await findHoldsOf(deps.models, actor.id);
    const live = holds.filter(({ expiresAt }) => (expiresAt?.getTime() ?? 0) > now);
    return { items: live.map(presentHold), asOf: new Date(now).toISOString() };
  };

  return { hold, renew, release, mine };
}
