import type { Models } from '../database/models.ts';
import type { Clock } from '../lib/clock.ts';
import type { Mailer } from './mailer.ts';

/** Keeps mail where the admins of a demo clinic read it: invented people have no address, and real ones want none of it. */
export function mailboxMailer(models: Models, clock: Clock): Mailer {
  return {
    async send({ to, subject, text }) {
      await models.mailbox.create({ to, subject, text, at: new Date(clock.now()) });
    },
  };
}
