import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ClientSession, Connection } from 'mongoose';
import type { Models } from '../../database/models.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Authenticate, Authenticated } from '../../http/call.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { type AuthEngine, createAuthEngine } from './auth-engine.ts';
import { createSignIn, type NewSignIn, registerPatient, setPassword } from './create-sign-in.ts';
import { SessionCache } from './session-cache.ts';
import { tokenOf } from './session-cookie.ts';
import { authenticatedReader, type EnsurePatient, endSession, endUserSessions } from './sessions.ts';

/** How long an invitation may lie about before it is accepted. */
const INVITATION_MS = 7 * 24 * 60 * 60_000;

export interface AuthDeps {
  readonly connection: Connection;
  readonly models: Models;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly secret: string;
  /** Where people reach the application; `https:` makes the cookie secure. */
  readonly publicUrl: string;
  readonly ensurePatient: EnsurePatient;
  /** Called when a session has ended because its person wanted so. */
  readonly onSignOut: (sessionId: string) => Promise<void>;
}

export interface Auth {
  readonly engine: AuthEngine;
  readonly authenticate: Authenticate;
  /** Drops what is remembered of `session:<id>` and `user:<id>`; for the notice `session-ended` in every process. */
  forgetRooms(rooms: readonly string[]): void;
  /** Ends one session everywhere. */
  signOut(session: Authenticated): Promise<void>;
  /** Ends all sessions of a user, in this transaction; every process hears of it. */
  endSessions(userId: string, transaction: ClientSession): Promise<void>;
  /** See {@link registerPatient}. */
  register(input: { name: string; email: string; password: string }): Promise<void>;
  /** See {@link createSignIn}. */
  createSignIn(input: NewSignIn): Promise<string>;
  /** See {@link setPassword}. */
  setPassword(email: string, password: string): Promise<void>;
  /** Makes a link token that lets the user choose a password, once. Earlier ones stop working. */
  invite(userId: string): Promise<{ token: string; expiresAt: Date }>;
}

export function createAuth(deps: AuthDeps): Auth {
  const { connection, models, clock } = deps;
  const endSessions = (userId: string, transaction: ClientSession) =>
    endUserSessions(models, userId, new Date(clock.now()), transaction);
  const engine = createAuthEngine({
    connection,
    clock,
    secret: deps.secret,
    publicUrl: deps.publicUrl,
    logger: deps.logger,
    onPasswordChosen: async (userId) => {
      await inTransaction(connection, async (transaction) => {
        // Other links that are still on their way must not open it once more.
        await models.verifications.deleteMany({ value: userId }, { session: transaction });
        await endSessions(userId, transaction);
      });
      cache.forget([`user:${userId}`]);
    },
  });
  const readAuthenticated = authenticatedReader(models, deps.ensurePatient);
  const cache = new SessionCache(clock, async (cookie) => {
    const token = tokenOf(cookie, deps.secret);
    return token === null ? null : readAuthenticated(token);
  });

  return {
    engine,
    authenticate: async (headers) => {
      const cookie = sessionCookie(engine.cookieName, headers);
      const session = cookie === null ? null : await cache.get(cookie);
      return session !== null && session.expiresAt > clock.now() ? session : null;
    },
    forgetRooms: (rooms) => cache.forget(rooms),
    async signOut({ sessionId }) {
      await inTransaction(connection, (tx) => endSession(models, sessionId, new Date(clock.now()), tx));
      cache.forget([`session:${sessionId}`]);
      await deps.onSignOut(sessionId);
    },
    endSessions,
    register: (input) => registerPatient(connection, models, input, new Date(clock.now())),
    createSignIn: (input) => createSignIn(connection, models, input, new Date(clock.now())),
    setPassword: (email, password) => setPassword(models, email, password, new Date(clock.now())),
    async invite(userId) {
      const token = randomBytes(24).toString('base64url');
      const expiresAt = new Date(clock.now() + INVITATION_MS);
      await models.verifications.deleteMany({ value: userId });
      await engine.storeChoiceToken(token, userId, expiresAt);
      return { token, expiresAt };
    },
  };
}

/** The session cookie alone, as `name=value`: other cookies are none of the sign-in's business. */
function sessionCookie(name: string, headers: IncomingHttpHeaders): string | null {
  const parts = headers.cookie?.split(';') ?? [];
  return parts.map((part) => part.trim()).find((part) => part.startsWith(`${name}=`)) ?? null;
}
