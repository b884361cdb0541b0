import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { endpoint } from './endpoint.ts';

export const Role = z.enum(['patient', 'doctor', 'front_desk', 'admin']);
export type Role = z.infer<typeof Role>;

/** The signed-in person. `doctorId` for a doctor's own profile, `patientId` for a patient record of their own. */
export const SessionUser = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  doctorId: Id.nullable(),
  patientId: Id.nullable(),
});
export type SessionUser = z.infer<typeof SessionUser>;

export const Session = z.object({ user: SessionUser.nullable(), expiresAt: Instant.nullable() });
export type Session = z.infer<typeof Session>;

/** Answers 200 with `user: null` when nobody is signed in. How one begins and ends: `auth.ts`. */
export const readSession = endpoint({
  method: 'GET',
  path: '/api/v1/session',
  summary: 'Who is signed in',
  access: 'anyone',
  response: Session,
});
