import { setTimeout as delay } from 'node:timers/promises';
import { trusted } from 'mongoose';
import { recordAudit } from '../commands/audit.ts';
import type { MailKind, OutboxRecord } from '../database/models/mail.model.ts';
import type { Models } from '../database/models.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { attemptAfter, isLastAttempt } from './backoff.ts';
import { type Letter, oneLine, renderLetter } from './letter.ts';
import { type Mailer, MailRefused } from './mailer.ts';

/** Says what a mail says, and makes its link, when it is sent; null when there is nothing to say any more. */
export type Composer = (mail: Pick<OutboxRecord, 'to' | 'subjectId'>) => Promise<Letter | null>;

export interface SendingDeps {
  readonly models: Models;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly mailer: Mailer;
  readonly composers: Readonly<Record<MailKind, Composer>>;
  readonly publicUrl: () => string;
}

/** One attempt takes at most this long. */
const ATTEMPT_MS = 60_000;
/** Longer than any attempt: whoever has not reported by then is gone. */
const LEASE_MS = 2 * ATTEMPT_MS;

/**
 * Sends what is due, one after the other, until nothing is or `ended` says so. A row is lent to one process at a
 * time; one that dies between handing over and noting it leaves a mail that is sent twice (ML3).
 */
export async function sendDueMail(deps: SendingDeps, ended: () => boolean = () => false): Promise<void> {
  for (let mail = await lend(deps); mail !== null; mail = ended() ? null : await lend(deps)) {
    await attempt(deps, mail);
  }
}

function lend({ models, clock }: SendingDeps): Promise<OutboxRecord | null> {
  const now = clock.now();
  return models.mailOutbox
    .findOneAndUpdate(
      { status: 'waiting', dueAt: trusted({ $lte: new Date(now) }) },
      { $set: { dueAt: new Date(now + LEASE_MS) }, $inc: { attempts: 1 } },
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    )
    .lean();
}

async function attempt(deps: SendingDeps, mail: OutboxRecord): Promise<void> {
  try {
    if (isLastAttempt(mail.attempts - 1)) {
      throw new MailRefused('every process that tried to send this ended meanwhile');
    }
    const letter = await deps.composers[mail.kind](mail);
    if (letter === null) {
      await end(deps, mail, 'dropped');
      return;
    }
    const clinic = await deps.models.clinic.findById('clinic', { name: 1 }).lean();
    const name = oneLine(clinic?.name ?? 'Openslot');
    const message = {
      id: String(mail._id),
      fromName: name,
      to: mail.to,
      ...renderLetter(letter, { name, url: deps.publicUrl() }),
    };
    await inTime(deps.mailer.send(message));
  } catch (error) {
    await noteFailure(deps, mail, error);
    return;
  }
  await end(deps, mail, 'sent');
}

async function inTime(sending: Promise<void>): Promise<void> {
  const patience = new AbortController();
  try {
    await Promise.race([
      sending,
      delay(ATTEMPT_MS, undefined, { signal: patience.signal, ref: false }).then(() => {
        throw new Error('sending took too long');
      }),
    ]);
  } finally {
    patience.abort();
  }
}

async function noteFailure(deps: SendingDeps, mail: OutboxRecord, error: unknown): Promise<void> {
  const { models, clock, logger } = deps;
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const reason =
    error instanceof MailRefused ? 'REFUSED' : `${code ?? 'ERROR'}${responseCode ? ` ${responseCode}` : ''}`;
  const { _id, kind, attempts } = mail;
  if (error instanceof MailRefused || isLastAttempt(attempts)) {
    logger.error({ mail: String(_id), kind, attempts, reason }, 'a mail could not be sent and is given up');
    await end(deps, mail, 'failed', reason);
    await recordAudit(
      models,
      null,
      { at: new Date(clock.now()), actor: { userId: null, role: 'system' } },
      {
        action: 'mail_given_up',
        subject: { type: 'mail', id: String(_id) },
        facts: { kind, attempts, reason },
      },
    );
    return;
  }
  logger.warn({ mail: String(_id), kind, attempts, reason }, 'a mail could not be sent yet');
  const dueAt = new Date(attemptAfter(attempts, clock.now()));
  await models.mailOutbox.updateOne({ _id, attempts, status: 'waiting' }, { $set: { dueAt, error: reason } });
}

/** Only by whom it is lent to: `attempts` says whether somebody else has it by now. */
async function end(
  { models, clock }: SendingDeps,
  { _id, attempts }: OutboxRecord,
  status: OutboxRecord['status'],
  error: string | null = null,
): Promise<void> {
  const endedAt = new Date(clock.now());
  await models.mailOutbox.updateOne(
    { _id, attempts, status: 'waiting' },
    { $set: { status, endedAt, error } },
  );
}
