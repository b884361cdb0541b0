import type { MailboxMessage } from '@openslot/shared/contracts/mailbox';
import { AppError } from '@openslot/shared/errors/app-error';
import type { Models } from '../../database/models.ts';

const NEWEST = 50;

/** The mail of a demo clinic, newest first. @throws AppError `not_found` in any other clinic */
export async function listMailbox(models: Models): Promise<MailboxMessage[]> {
  if ((await models.clinic.exists({ _id: 'clinic', demo: true })) === null) {
    throw new AppError('not_found');
  }
  const messages = await models.mailbox.find().sort({ $natural: -1 }).limit(NEWEST).lean();
  return messages.map(({ _id, to, subject, text, at }) => ({
    id: String(_id),
    to,
    subject,
    text,
    at: at.toISOString(),
  }));
}
