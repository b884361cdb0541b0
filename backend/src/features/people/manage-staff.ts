import type { StaffMember, StaffRole } from '@openslot/shared/contracts/staff';
import { AppError } from '@openslot/shared/errors/app-error';
import { recordAudit } from '../../commands/audit.ts';
import type { CommandContext } from '../../commands/doctor-command.ts';
import { duplicateKey } from '../../database/duplicate-key.ts';
import type { UserRecord } from '../../database/models/auth.model.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { PeopleDeps } from './people.repository.ts';
import {
  insertStaffUser,
  presentMember,
  readStaffUser,
  requireActiveAdmin,
  setDisabled,
} from './staff.repository.ts';

export interface Invitation {
  readonly member: StaffMember;
  readonly inviteUrl: string;
  readonly expiresAt: string;
}

interface StaffInput {
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly doctorId?: string | undefined;
}

/**
 * Adds a person who works here and makes the link with which they choose a password.
 * @throws AppError `already_exists` naming `/email` or `/doctorId`; `invalid_request` for an unknown doctor.
 */
export async function inviteStaff(
  deps: PeopleDeps,
  context: CommandContext,
  input: StaffInput,
): Promise<Invitation> {
  const { models } = deps;
  const at = new Date(deps.clock.now());
  try {
    const user = await inTransaction(deps.connection, async (session) => {
      const made = await insertStaffUser(models, session, { ...input, doctorId: input.doctorId ?? null }, at);
      const facts = { role: input.role };
      await recordAudit(
        models,
        session,
        auditContext(context, at, made),
        auditOf('staff_invited', made, facts),
      );
      return made;
    });
    return await invitation(deps, user);
  } catch (error) {
    throw conflictRefusal(error) ?? error;
  }
}

/** A new link for someone who lost theirs, or forgot their password. @throws AppError `not_found` */
export async function renewInvitation(
  deps: PeopleDeps,
  context: CommandContext,
  userId: string,
): Promise<Invitation> {
  const at = new Date(deps.clock.now());
  const user = await readStaffUser(deps.models, userId);
  await recordAudit(deps.models, null, auditContext(context, at, user), auditOf('invitation_renewed', user));
  return invitation(deps, user);
}

/**
 * Disabling ends the person's sessions and sockets everywhere.
 * @throws AppError `not_found`; `forbidden` for one's own sign-in
 */
export async function setStaffDisabled(
  deps: PeopleDeps,
  context: CommandContext,
  userId: string,
  disabled: boolean,
): Promise<StaffMember> {
  const { models, signIns } = deps;
  const at = new Date(deps.clock.now());
  if (userId === context.actor.userId) {
    throw new AppError('forbidden', { detail: 'You cannot disable or enable your own sign-in.' });
  }
  const user = await inTransaction(deps.connection, async (session) => {
    await requireActiveAdmin(models, session, context.actor.userId, at);
    const before = await readStaffUser(models, userId, session);
    if (before.banned === disabled) {
      return before;
    }
    const after = await setDisabled(models, session, before, disabled, at);
    if (disabled) {
      await signIns.endSessions(userId, session);
    }
    const action = disabled ? 'staff_disabled' : 'staff_enabled';
    await recordAudit(models, session, auditContext(context, at, after), auditOf(action, after));
    return after;
  });
  signIns.forgetRooms([`user:${userId}`]);
  return presentMember(models, user);
}

async function invitation(deps: PeopleDeps, user: UserRecord): Promise<Invitation> {
  const { token, expiresAt } = await deps.signIns.invite(user._id.toHexString());
  return {
    member: await presentMember(deps.models, user),
    inviteUrl: `${deps.publicUrl()}/invitation?token=${token}`,
    expiresAt: expiresAt.toISOString(),
  };
}

function auditContext({ actor, requestId = null }: CommandContext, at: Date, user: UserRecord) {
  return { at, actor, doctorId: user.doctorId, requestId };
}

function auditOf(action: string, user: UserRecord, facts: Record<string, unknown> = {}) {
  return { action, subject: { type: 'user', id: user._id.toHexString() }, facts };
}

function conflictRefusal(error: unknown): AppError | null {
  switch (duplicateKey(error)?.index) {
    case 'one_user_per_email':
      return taken('/email', 'There is a sign-in with this e-mail already.');
    case 'one_sign_in_per_doctor':
      return taken('/doctorId', 'This doctor has a sign-in already.');
    default:
      return null;
  }
}

function taken(pointer: string, detail: string): AppError {
  return new AppError('already_exists', { detail, errors: [{ pointer, detail }] });
}
