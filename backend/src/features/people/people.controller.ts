import type { readSession } from '@openslot/shared/contracts/session';
import type * as staff from '@openslot/shared/contracts/staff';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { mailInvitation } from './mail-invitation.ts';
import { inviteStaff, renewInvitation, setStaffDisabled } from './manage-staff.ts';
import type { PeopleDeps } from './people.repository.ts';
import { listStaffMembers } from './staff.repository.ts';

/** HTTP only, for sessions and the sign-ins of staff. */
export function peopleController(deps: PeopleDeps) {
  const session: Handler<typeof readSession> = async (call) => ({
    user: call.actor,
    expiresAt: call.session === null ? null : new Date(call.session.expiresAt).toISOString(),
  });

  const list: Handler<typeof staff.listStaff> = async () => ({ items: await listStaffMembers(deps.models) });

  const invite: Handler<typeof staff.inviteStaff> = (call) =>
    inviteStaff(deps, commandContext(call), call.body);

  const renew: Handler<typeof staff.renewInvitation> = (call) =>
    renewInvitation(deps, commandContext(call), call.params.userId);

  const mail: Handler<typeof staff.mailInvitation> = async (call) => ({
    sentTo: await mailInvitation(deps, commandContext(call), call.params.userId),
  });

  const update: Handler<typeof staff.updateStaff> = async (call) => ({
    member: await setStaffDisabled(deps, commandContext(call), call.params.userId, call.body.disabled),
  });

  return { session, list, invite, renew, mail, update };
}
