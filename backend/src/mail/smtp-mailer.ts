import { createTransport } from 'nodemailer';
import { type Mailer, MailRefused } from './mailer.ts';
import type { SmtpSettings } from './smtp-settings.ts';

/** How long a mail server may be silent. */
const SILENCE_MS = 15_000;

/** Mail over SMTP; a connection for each, as a clinic sends few. */
export function smtpMailer({ host, port, secure, requireTls, auth, from }: SmtpSettings): Mailer {
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls,
    ...(auth !== null && { auth: { ...auth } }),
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    // Texts are made here; nothing in them may name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, fromName, to, subject, text, html }) {
      try {
        await transport.sendMail({
          messageId: `<${id}@${from.split('@').at(-1)}>`,
          from: { name: fromName, address: from },
          to: { name: '', address: to },
          subject,
          text,
          html,
          // Keeps other people's holiday notices away.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw isForEver(error) ? new MailRefused('the mail server refuses this address') : error;
      }
    },
  };
}

/** The address is refused, and not only for now; a wrong password of ours or a server that is full may be mended. */
function isForEver(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return code === 'EENVELOPE' && (typeof responseCode !== 'number' || responseCode >= 500);
}
