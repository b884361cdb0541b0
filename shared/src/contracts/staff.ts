import { z } from 'zod';
import { Id, Instant, shortText } from './common.ts';
import { endpoint } from './endpoint.ts';

export const StaffRole = z.enum(['doctor', 'front_desk', 'admin']);
export type StaffRole = z.infer<typeof StaffRole>;

export const StaffMember = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: StaffRole,
  doctorId: Id.nullable(),
  disabled: z.boolean(),
  /** True until the invitation was accepted by choosing a password. */
  invited: z.boolean(),
});
export type StaffMember = z.infer<typeof StaffMember>;

/** `inviteUrl` works once, until `expiresAt`; it is shown to the admin, who hands it on. */
const Invitation = z.object({ member: StaffMember, inviteUrl: z.string(), expiresAt: Instant });

const UserId = z.strictObject({ userId: Id });

export const listStaff = endpoint({
  method: 'GET',
  path: '/api/v1/staff',
  summary: 'People who work here',
  access: 'administer',
  response: z.object({ items: z.array(StaffMember) }),
});

/** A doctor's sign-in belongs to a doctor profile (`doctorId`), which must not have one yet. */
export const inviteStaff = endpoint({
  method: 'POST',
  path: '/api/v1/staff',
  summary: 'Invite a doctor, front desk or admin',
  access: 'administer',
  status: 201,
  body: z
    .strictObject({
      name: shortText(120),
      email: z.email('must be an e-mail address').max(200).toLowerCase(),
      role: StaffRole,
      doctorId: Id.optional(),
    })
    .refine((input) => (input.role === 'doctor') === (input.doctorId !== undefined), {
      path: ['doctorId'],
      error: 'is needed for a doctor and for nobody else',
    }),
  response: Invitation,
});

export const renewInvitation = endpoint({
  method: 'POST',
  path: '/api/v1/staff/:userId/invitation',
  summary: 'Make a new invitation link; older ones stop working',
  access: 'administer',
  params: UserId,
  response: Invitation,
});

/** As making a new link, but it goes to the person's address instead of being shown. */
export const mailInvitation = endpoint({
  method: 'POST',
  path: '/api/v1/staff/:userId/invitation/mail',
  summary: 'Send an invitation link by mail; older ones stop working',
  access: 'administer',
  params: UserId,
  response: z.object({ sentTo: z.string() }),
});

/** Disabling signs the person out everywhere within moments. */
export const updateStaff = endpoint({
  method: 'PUT',
  path: '/api/v1/staff/:userId',
  summary: 'Disable or enable a sign-in',
  access: 'administer',
  params: UserId,
  body: z.strictObject({ disabled: z.boolean() }),
  response: z.object({ member: StaffMember }),
});
