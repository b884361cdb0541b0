import { AppError } from '@openslot/shared/errors/app-error';
import type { CommandContext } from '../commands/doctor-command.ts';
import type { Call } from './call.ts';

/**
 * Who acts in a request, for the audit log.
 * @throws AppError `unauthenticated` for a visitor: no visitor may run a command.
 */
export function commandContext(call: Pick<Call<never>, 'actor' | 'requestId'>): CommandContext {
  if (call.actor === null) {
    throw new AppError('unauthenticated');
  }
  return { actor: { userId: call.actor.id, role: call.actor.role }, requestId: call.requestId };
}
