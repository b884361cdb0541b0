import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { expect } from 'vitest';
import type { SmtpSettings } from '../src/mail/smtp-settings.ts';

/** A mail as it arrived. */
export interface Arrived {
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: Email;
}

export interface MailServer {
  readonly settings: SmtpSettings;
  readonly arrived: readonly Arrived[];
  /** What it answers to mail from now on, in place of taking it; null takes it. */
  refuse(answer: { code: number; text: string } | null): void;
  /** Waits for the next mail to this address that has not been read yet. */
  read(to: string): Promise<Arrived>;
  /** Stops listening, so that nobody can connect. */
  stop(): Promise<void>;
  /** Listens again where it did. */
  start(): Promise<void>;
}

/** A real mail server on loopback that keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const read = new Set<Arrived>();
  let refusal: { code: number; text: string } | null = null;
  let port = 0;
  let server = newServer();

  function newServer(): SMTPServer {
    return new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onRcptTo(_address, _session, callback) {
        callback(
          refusal === null ? null : Object.assign(new Error(refusal.text), { responseCode: refusal.code }),
        );
      },
      onData(stream, { envelope }, callback) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString();
          void PostalMime.parse(raw).then((mail) => {
            arrived.push({ to: envelope.rcptTo.map(({ address }) => address), raw, mail });
            callback();
          }, callback);
        });
      },
    });
  }

  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.server.address();
        port = typeof address === 'object' && address !== null ? address.port : 0;
        resolve();
      });
    });
  await listen();

  return {
    settings: {
      host: '127.0.0.1',
      port,
      secure: false,
      requireTls: false,
      auth: null,
      from: 'clinic@example.org',
    },
    arrived,
    refuse(answer) {
      refusal = answer;
    },
    async read(to) {
      const unread = () => arrived.find((one) => one.to.includes(to) && !read.has(one));
      await expect.poll(unread, { timeout: 20_000, interval: 50 }).toBeDefined();
      const found = unread() ?? expect.unreachable();
      read.add(found);
      return found;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
    async start() {
      server = newServer();
      await listen();
    },
  };
}

/** The token of the link in a mail, which must lead to this page of the clinic. */
export function tokenIn({ mail }: Arrived, pageUrl: string): string {
  const link = mail.text?.split('\n').find((line) => line.startsWith(`${pageUrl}?token=`));
  expect(link, mail.text).toBeDefined();
  return new URL(link ?? '').searchParams.get('token') ?? '';
}
