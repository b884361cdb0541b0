import type { CommandDeps } from './commands/doctor-command.ts';
import type { MailKind } from './database/models/mail.model.ts';
import type { Auth } from './features/auth/create-auth.ts';
import { resetLetter } from './features/auth/forgot-password.ts';
import { verificationLetter } from './features/auth/verify-address.ts';
import { claimLetter } from './features/patients/mail-claim-link.ts';
import { invitationLetter } from './features/people/mail-invitation.ts';
import type { Logger } from './lib/logger.ts';
import { keepSending } from './mail/keep-sending.ts';
import { mailboxMailer } from './mail/mailbox-mailer.ts';
import type { Mailer } from './mail/mailer.ts';
import type { Composer } from './mail/send-mail.ts';
import { smtpMailer } from './mail/smtp-mailer.ts';
import type { SmtpSettings } from './mail/smtp-settings.ts';

interface OutgoingMailDeps extends CommandDeps {
  readonly logger: Logger;
  readonly auth: Auth;
  readonly smtp: SmtpSettings | null;
  readonly publicUrl: () => string;
}

/** What the features have to say by mail. */
function composers(deps: OutgoingMailDeps): Readonly<Record<MailKind, Composer>> {
  const { auth, publicUrl } = deps;
  return {
    verify_address: verificationLetter(deps, publicUrl),
    reset_password: resetLetter(deps, auth.engine, publicUrl),
    invitation: invitationLetter({ ...deps, signIns: auth }),
    claim_link: claimLetter({ ...deps, forgetRooms: auth.forgetRooms }),
  };
}

/**
 * Begins to send. A demo clinic keeps its mail in its mailbox, even with a mail server; where there is neither, which
 * production refuses, mail waits.
 * @returns what ends it
 */
export async function startMail(deps: OutgoingMailDeps): Promise<() => Promise<void>> {
  const mailer = await chooseMailer(deps);
  if (mailer === null) {
    deps.logger.warn('mail is not sent: set SMTP_URL and MAIL_FROM');
    return async () => {};
  }
  return keepSending({ ...deps, mailer, composers: composers(deps) });
}

async function chooseMailer({ models, clock, smtp }: OutgoingMailDeps): Promise<Mailer | null> {
  const isDemo = (await models.clinic.exists({ _id: 'clinic', demo: true })) !== null;
  if (isDemo) {
    return mailboxMailer(models, clock);
  }
  return smtp === null ? null : smtpMailer(smtp);
}
