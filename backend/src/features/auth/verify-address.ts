import { createHash, randomBytes } from 'node:crypto';
import type { OwnAddress } from '@openslot/shared/contracts/address';
import { AppError } from '@openslot/shared/errors/app-error';
import { type ClientSession, type Connection, trusted } from 'mongoose';
import { recordAudit } from '../../commands/audit.ts';
import type { CommandContext } from '../../commands/doctor-command.ts';
import type { Models } from '../../database/models.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Clock } from '../../lib/clock.ts';
import { askForMail, onceIn } from '../../mail/outbox.ts';
import type { Composer } from '../../mail/send-mail.ts';

const LINK_MS = 24 * 60 * 60_000;
/** Of all that one person asks for within so many minutes, one mail is sent. */
const PAUSE_MINUTES = 5;

export interface AddressDeps {
  readonly connection: Connection;
  readonly models: Models;
  readonly clock: Clock;
  /** Takes over the record of the clinic that is this person's, if the date of birth is known and there is one (PT4). */
  readonly claimRecord: (context: CommandContext) => Promise<boolean>;
}

interface Addressee {
  readonly userId: string;
  readonly email: string;
}

const identifierOf = (token: string) =>
  `verify-address:${createHash('sha256').update(token).digest('base64url')}`;
/** Not the plain id: that is how links for choosing a password are found. */
const markOf = (userId: string) => `verify-address:${userId}`;

/** Asks for the link, with the sign-up or within the transaction of anything else that needs it. */
export async function askForVerification(
  models: Models,
  session: ClientSession,
  { userId, email }: Addressee,
  at: Date,
): Promise<void> {
  await askForMail(
    models,
    session,
    { kind: 'verify_address', to: email, subjectId: userId, key: userId },
    at,
  );
}

export async function readAddress(models: Models, userId: string | null): Promise<OwnAddress> {
  const { email, emailVerified } = await models.users.findById(userId).orFail().lean();
  return { email, verified: emailVerified };
}

/** @throws AppError `rate_limited` */
export async function sendAddressLink(deps: AddressDeps, userId: string | null): Promise<OwnAddress> {
  const { models, clock } = deps;
  const at = new Date(clock.now());
  const address = await readAddress(models, userId);
  if (!address.verified) {
    const key = `${userId}:${onceIn(PAUSE_MINUTES, at)}`;
    const mail = { kind: 'verify_address', to: address.email, subjectId: userId, key } as const;
    if (!(await askForMail(models, null, mail, at))) {
      const detail = 'A link was sent a moment ago. Please look at your mail, also in the spam folder.';
      throw new AppError('rate_limited', { detail });
    }
  }
  return address;
}

/**
 * Believes that an address is that of whoever is signed in, who opened the link sent to it (PT5). Somebody else's click
 * counts for nothing: a sign-in made with a foreign address would otherwise get that person's records by it.
 * The token is used up last: when this is interrupted, the link still works.
 * @throws AppError `link_expired`, `forbidden` for the link of another sign-in
 */
export async function verifyAddress(
  deps: AddressDeps,
  context: CommandContext,
  token: string,
): Promise<OwnAddress & { claimed: boolean }> {
  const { models, clock } = deps;
  const userId = context.actor.userId ?? '';
  const at = new Date(clock.now());
  const expiresAt = trusted({ $gt: at });
  const link = await models.verifications.findOne({ identifier: identifierOf(token), expiresAt }).lean();
  if (link === null) {
    throw new AppError('link_expired');
  }
  if (link.value !== markOf(userId)) {
    const detail = 'This link belongs to another account. Please sign in with the address it was sent to.';
    throw new AppError('forbidden', { detail });
  }
  await inTransaction(deps.connection, async (session) => {
    const change = { emailVerified: true, updatedAt: at };
    const changed = await models.users.updateOne({ _id: userId, emailVerified: false }, change, { session });
    if (changed.modifiedCount > 0) {
      const { actor, requestId = null } = context;
      const subject = { type: 'user', id: userId };
      await recordAudit(models, session, { at, actor, requestId }, { action: 'address_verified', subject });
    }
  });
  const claimed = await deps.claimRecord(context);
  await models.verifications.deleteMany({ value: markOf(userId) });
  return { ...(await readAddress(models, userId)), claimed };
}

/**
 * Nothing in it was chosen by whoever signed up: with a foreign address and a message for a name, anybody could
 * have the clinic send their words to anybody.
 */
export function verificationLetter(
  { models, clock }: Pick<AddressDeps, 'models' | 'clock'>,
  publicUrl: () => string,
): Composer {
  return async ({ subjectId }) => {
    const user = await models.users.findById(subjectId).lean();
    if (user === null || user.emailVerified || user.banned) {
      return null;
    }
    const token = randomBytes(24).toString('base64url');
    const expiresAt = new Date(clock.now() + LINK_MS);
    await models.verifications.create({
      identifier: identifierOf(token),
      value: markOf(String(user._id)),
      expiresAt,
    });
    return {
      subject: 'Please confirm your e-mail address',
      before: [
        'An account for booking visits was made with this e-mail address. Please confirm that it is yours. The link works once, for 24 hours, where you are signed in to that account.',
      ],
      link: { label: 'Confirm my address', url: `${publicUrl()}/verify-email?token=${token}` },
      after: [
        'Was it not you? Then please ignore this mail: without the link your address is of no use to anybody.',
      ],
    };
  };
}
