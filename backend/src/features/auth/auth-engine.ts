import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@openslot/shared/contracts/auth';
import { betterAuth } from 'better-auth';
import { mongodbAdapter } from 'better-auth/adapters/mongodb';
import { admin } from 'better-auth/plugins';
import type { Connection } from 'mongoose';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { toRefusal } from './auth-refusal.ts';
import { hashPassword, verifyPassword } from './password-hashing.ts';

/** A session ends this long after its sign-in, whatever happens meanwhile. */
const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** Values for `Set-Cookie`. */
export type Cookies = readonly string[];

/**
 * What we use of better-auth. Its own router is never mounted, so nothing else of it can be reached from outside;
 * Origin, limits and input are checked before these calls, by the same code as for every other route.
 */
export interface AuthEngine {
  readonly cookieName: string;
  /** @throws AppError `wrong_credentials`, `sign_in_disabled` */
  signIn(input: { email: string; password: string }): Promise<Cookies>;
  /** Ends the session of this cookie, if it has one, and says how to remove the cookie. */
  signOut(cookie: string): Promise<Cookies>;
  /** @throws AppError `link_expired` */
  choosePassword(input: { token: string; newPassword: string }): Promise<void>;
  storeChoiceToken(token: string, userId: string, expiresAt: Date): Promise<void>;
  /** The user a token was made for, without using it up; null when it does not work any more. */
  userOfChoiceToken(token: string): Promise<string | null>;
}

export interface AuthEngineOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly secret: string;
  /** `https:` makes cookies secure. */
  readonly publicUrl: string;
  readonly logger: Logger;
  /** Called when a person has chosen a password; their sessions must end. */
  readonly onPasswordChosen: (userId: string) => Promise<void>;
}

const choiceIdentifier = (token: string) => `reset-password:${token}`;

export function createAuthEngine(options: AuthEngineOptions): AuthEngine {
  const secure = options.publicUrl.startsWith('https:');
  // `__Host-`: no other host and no plain connection can set it.
  const cookieName = secure ? '__Host-openslot_session' : 'openslot_session';
  const auth = build(options, cookieName, secure);
  const { api } = auth;

  return {
    cookieName,
    signIn: async (body) =>
      cookies(await refusing(() => api.signInEmail({ body, headers: new Headers(), returnHeaders: true }))),
    signOut: async (cookie) =>
      cookies(await refusing(() => api.signOut({ headers: new Headers({ cookie }), returnHeaders: true }))),
    async choosePassword(body) {
      await refusing(() => api.resetPassword({ body }));
    },
    async storeChoiceToken(token, userId, expiresAt) {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.createVerificationValue({
        identifier: choiceIdentifier(token),
        value: userId,
        expiresAt,
      });
    },
    async userOfChoiceToken(token) {
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findVerificationValue(choiceIdentifier(token));
      return found !== null && found.expiresAt.getTime() > options.clock.now() ? found.value : null;
    },
  };
}

function build(options: AuthEngineOptions, cookieName: string, secure: boolean) {
  const { connection, logger } = options;
  const database = connection.db;
  if (database === undefined) {
    throw new Error('The database must be connected before sign-in can work.');
  }
  return betterAuth({
    appName: 'Openslot',
    secret: options.secret,
    baseURL: options.publicUrl,
    database: mongodbAdapter(database, { client: connection.getClient() }),
    user: { modelName: 'users' },
    session: {
      modelName: 'sessions',
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    account: { modelName: 'accounts' },
    verification: { modelName: 'verifications', storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      // A sign-up is one transaction of ours, with the mail that follows from it.
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
      onPasswordReset: ({ user }) => options.onPasswordChosen(user.id),
    },
    plugins: [admin({ defaultRole: 'patient', adminRoles: ['admin'] })],
    advanced: {
      // The name carries the prefix; the stolen token of a session is worthless without the signature in the cookie.
      useSecureCookies: false,
      cookies: { session_token: { name: cookieName, attributes: { secure } } },
      ipAddress: { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    // Its texts name e-mails; only that something failed is worth a line.
    logger: { level: 'error', log: (_level, message) => logger.error({ part: 'sign-in' }, message) },
  });
}

async function refusing<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toRefusal(error);
  }
}

function cookies(answer: { headers: Headers }): Cookies {
  return answer.headers.getSetCookie();
}
