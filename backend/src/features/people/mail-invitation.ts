import { recordAudit } from '../../commands/audit.ts';
import type { CommandContext } from '../../commands/doctor-command.ts';
import { inTransaction } from '../../database/transaction.ts';
import { askForMail } from '../../mail/outbox.ts';
import type { Composer } from '../../mail/send-mail.ts';
import type { PeopleDeps } from './people.repository.ts';
import { readStaffUser } from './staff.repository.ts';

/**
 * Asks for an invitation by mail: another link, with which the ones before stop working.
 * @returns the address it goes to
 * @throws AppError `not_found`
 */
export function mailInvitation(
  deps: PeopleDeps,
  { actor, requestId = null }: CommandContext,
  userId: string,
): Promise<string> {
  const { models } = deps;
  const at = new Date(deps.clock.now());
  return inTransaction(deps.connection, async (session) => {
    const { _id, email, doctorId } = await readStaffUser(models, userId, session);
    const key = `${userId}:${requestId ?? at.getTime()}`;
    await askForMail(models, session, { kind: 'invitation', to: email, subjectId: userId, key }, at);
    const subject = { type: 'user', id: String(_id) };
    await recordAudit(
      models,
      session,
      { at, actor, doctorId, requestId },
      { action: 'invitation_mailed', subject },
    );
    return email;
  });
}

export function invitationLetter(deps: Pick<PeopleDeps, 'models' | 'signIns' | 'publicUrl'>): Composer {
  return async ({ to, subjectId }) => {
    const user = await deps.models.users.findById(subjectId).lean();
    if (user === null || user.email !== to || user.banned) {
      return null;
    }
    const { token } = await deps.signIns.invite(String(user._id));
    return {
      subject: 'Your invitation',
      before: [
        `${user.name}, you are invited to sign in here for your work. Please choose a password. The link works once, for seven days; links you were given before no longer do.`,
      ],
      link: { label: 'Accept the invitation', url: `${deps.publicUrl()}/invitation?token=${token}` },
      after: [`Then you sign in with ${to} and your password.`],
    };
  };
}
