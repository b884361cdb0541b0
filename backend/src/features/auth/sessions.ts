import { Role, type SessionUser } from '@openslot/shared/contracts/session';
import { type ClientSession, Types } from 'mongoose';
import type { Models } from '../../database/models.ts';
import type { Authenticated } from '../../http/call.ts';
import type { AuthEngine } from './auth-engine.ts';

/** Finds or makes the patient record of a patient's sign-in and gives its id. */
export type EnsurePatient = (user: { id: string; name: string; email: string }) => Promise<string>;

/** Who the session cookie stands for, from the database. Disabled people and unknown roles are nobody. */
export async function readAuthenticated(
  engine: AuthEngine,
  models: Models,
  ensurePatient: EnsurePatient,
  cookie: string,
): Promise<Authenticated | null> {
  const session = await engine.readSession(cookie);
  if (session === null) {
    return null;
  }
  const { name, email, banned } = session.user;
  const role = Role.safeParse(session.user.role);
  if (banned || !role.success) {
    return null;
  }
  const person = { id: session.userId, name, email };
  const actor: SessionUser = {
    ...person,
    role: role.data,
    doctorId: role.data === 'doctor' ? await readProfileId(models, session.userId) : null,
    patientId: role.data === 'patient' ? await ensurePatient(person) : null,
  };
  return { actor, sessionId: session.id, expiresAt: session.expiresAt.getTime() };
}

/** Of a doctor's sign-in; everybody else has none. */
async function readProfileId(models: Models, userId: string): Promise<string | null> {
  const user = await models.users.findById(userId, { doctorId: 1 }).lean();
  return user?.doctorId?.toHexString() ?? null;
}

/**
 * Ends all sessions of a user: they are deleted, and every process is told to forget them and to close their
 * sockets. Both in the caller's transaction.
 */
export async function endUserSessions(
  models: Models,
  userId: string,
  at: Date,
  transaction: ClientSession,
): Promise<void> {
  await models.sessions.deleteMany({ userId: new Types.ObjectId(userId) }, { session: transaction });
  await announce(models, `user:${userId}`, at, transaction);
}

/** Ends one session, as {@link endUserSessions}. */
export async function endSession(
  models: Models,
  sessionId: string,
  at: Date,
  transaction: ClientSession,
): Promise<void> {
  await models.sessions.deleteOne({ _id: new Types.ObjectId(sessionId) }, { session: transaction });
  await announce(models, `session:${sessionId}`, at, transaction);
}

async function announce(models: Models, room: string, at: Date, session: ClientSession): Promise<void> {
  await models.notices.create([{ name: 'session-ended', rooms: [room], payload: {}, at }], { session });
}
