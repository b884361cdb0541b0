import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { endpoint } from './endpoint.ts';

export const MailboxMessage = z.object({
  id: Id,
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  at: Instant,
});
export type MailboxMessage = z.infer<typeof MailboxMessage>;

/** Newest first, at most fifty. 404 in a clinic that is no demo: there, mail goes to those it is for, and nobody else reads it. */
export const listMailbox = endpoint({
  method: 'GET',
  path: '/api/v1/mailbox',
  summary: 'Mail that a demo clinic would have sent',
  access: 'administer',
  response: z.object({ items: z.array(MailboxMessage) }),
});
