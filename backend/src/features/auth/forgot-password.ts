import { randomBytes } from 'node:crypto';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { askForMail, onceIn } from '../../mail/outbox.ts';
import type { Composer } from '../../mail/send-mail.ts';
import type { AuthEngine } from './auth-engine.ts';

const LINK_MS = 60 * 60_000;
/** Of all that is asked for one address within so many minutes, one mail is sent: nobody's mail can be flooded. */
const PAUSE_MINUTES = 10;

interface ForgottenDeps {
  readonly models: Models;
  readonly clock: Clock;
}

/**
 * Asks for the link, whoever the address belongs to: whether anybody signs in with it is looked up when the mail is
 * sent, so neither the answer nor the time it takes says so.
 */
export async function forgotPassword({ models, clock }: ForgottenDeps, email: string): Promise<void> {
  const at = new Date(clock.now());
  const key = `${email}:${onceIn(PAUSE_MINUTES, at)}`;
  await askForMail(models, null, { kind: 'reset_password', to: email, subjectId: null, key }, at);
}

export function resetLetter(
  { models, clock }: ForgottenDeps,
  engine: AuthEngine,
  publicUrl: () => string,
): Composer {
  return async ({ to }) => {
    const user = await models.users.findOne({ email: to }, { banned: 1 }).lean();
    if (user === null || user.banned) {
      return null;
    }
    const token = randomBytes(24).toString('base64url');
    await engine.storeChoiceToken(token, String(user._id), new Date(clock.now() + LINK_MS));
    return {
      subject: 'Choose a new password',
      before: ['Somebody asked for a new password for your account. The link works once, for one hour.'],
      link: { label: 'Choose a new password', url: `${publicUrl()}/new-password?token=${token}` },
      after: ['Was it not you? Then please ignore this mail: your password stays as it is.'],
    };
  };
}
