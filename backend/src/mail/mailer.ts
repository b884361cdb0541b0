/** One mail as it leaves. */
export interface Message {
  /** The same in every attempt, so that a mail program recognises one that came twice. */
  readonly id: string;
  /** The clinic's name. */
  readonly fromName: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The way out for mail. */
export interface Mailer {
  /** Resolves when somebody else has taken it over. @throws MailRefused, or anything else when it may work later */
  send(message: Message): Promise<void>;
}

/** This mail will never be taken. */
export class MailRefused extends Error {}
