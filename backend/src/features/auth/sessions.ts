import { Role, type SessionUser } from '@openslot/shared/contracts/session';
import { type ClientSession, Types } from 'mongoose';
import type { UserRecord } from '../../database/models/auth.model.ts';
import type { PatientRecord } from '../../database/models/patient.model.ts';
import type { Models } from '../../database/models.ts';
import type { Authenticated } from '../../http/call.ts';
import { sharedReads } from '../../lib/shared-reads.ts';

/** Finds or makes the patient record of a patient's sign-in and gives its id. */
export type EnsurePatient = (user: { id: string; name: string; email: string }) => Promise<string>;

interface StoredSession {
  readonly _id: Types.ObjectId;
  readonly token: string;
  readonly expiresAt: Date;
  readonly users: UserRecord[];
  readonly patients: Pick<PatientRecord, '_id'>[];
}

/**
 * Tells who a session token stands for, from the database; those who ask at one moment are answered by one query. Disabled
 * people and unknown roles are nobody.
 */
export function authenticatedReader(
  models: Models,
  ensurePatient: EnsurePatient,
): (token: string) => Promise<Authenticated | null> {
  const findSession = sharedReads((tokens) => findSessions(models, tokens));
  return async (token) => toAuthenticated(await findSession(token), ensurePatient);
}

async function toAuthenticated(
  session: StoredSession | undefined,
  ensurePatient: EnsurePatient,
): Promise<Authenticated | null> {
  const [user] = session?.users ?? [];
  const role = Role.safeParse(user?.role);
  if (session === undefined || user === undefined || user.banned || !role.success) {
    return null;
  }
  const person = { id: String(user._id), name: user.name, email: user.email };
  const [patient] = session.patients;
  const patientId = async () => (patient ? String(patient._id) : await ensurePatient(person));
  const actor: SessionUser = {
    ...person,
    role: role.data,
    doctorId: role.data === 'doctor' ? (user.doctorId?.toHexString() ?? null) : null,
    patientId: role.data === 'patient' ? await patientId() : null,
  };
  return { actor, sessionId: String(session._id), expiresAt: session.expiresAt.getTime() };
}

/** By token: the session, its user and, if there is one, the user's patient record, in one query. */
async function findSessions(
  models: Models,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, StoredSession>> {
  const { users, patients } = models;
  const found = await models.sessions.collection
    .aggregate<StoredSession>([
      { $match: { token: { $in: [...tokens] } } },
      {
        $lookup: {
          from: users.collection.collectionName,
          localField: 'userId',
          foreignField: '_id',
          as: 'users',
        },
      },
      {
        $lookup: {
          from: patients.collection.collectionName,
          localField: 'userId',
          foreignField: 'userId',
          // For the index, see `ofUser`.
          pipeline: [{ $match: { userId: { $type: 'objectId' } } }, { $project: { _id: 1 } }],
          as: 'patients',
        },
      },
    ])
    .toArray();
  return new Map(found.map((session) => [session.token, session]));
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
