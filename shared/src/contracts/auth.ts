import { z } from 'zod';
import { shortText } from './common.ts';
import { endpoint } from './endpoint.ts';
import { Session } from './session.ts';

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 128;

export const Email = z.email('must be an e-mail address').max(200).toLowerCase();
export const NewPassword = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `must have at least ${MIN_PASSWORD_LENGTH} characters`)
  .max(MAX_PASSWORD_LENGTH, `must have at most ${MAX_PASSWORD_LENGTH} characters`);

/** Patients register themselves; nobody chooses a role here. The session comes as a cookie. */
export const signUp = endpoint({
  method: 'POST',
  path: '/api/auth/sign-up/email',
  summary: 'Register as a patient',
  access: 'anyone',
  body: z.strictObject({ name: shortText(120), email: Email, password: NewPassword }),
  response: Session,
});

/** 401 `wrong_credentials` for an unknown e-mail and for a wrong password alike. */
export const signIn = endpoint({
  method: 'POST',
  path: '/api/auth/sign-in/email',
  summary: 'Sign in',
  access: 'anyone',
  body: z.strictObject({
    email: Email,
    password: z.string().min(1, 'must not be empty').max(MAX_PASSWORD_LENGTH),
  }),
  response: Session,
});

export const signOut = endpoint({
  method: 'POST',
  path: '/api/auth/sign-out',
  summary: 'End this session',
  access: 'anyone',
  response: Session,
});

/** Always 200, whether or not somebody signs in with this e-mail: only its owner learns that, by mail. */
export const forgotPassword = endpoint({
  method: 'POST',
  path: '/api/auth/forgot-password',
  summary: 'Send a link with which a new password can be chosen',
  access: 'anyone',
  body: z.strictObject({ email: Email }),
  response: z.object({}),
});

/** With the link of an invitation or of a forgotten password; `token` works once (410 `link_expired`). All sessions of the person end. */
export const choosePassword = endpoint({
  method: 'POST',
  path: '/api/auth/reset-password',
  summary: 'Choose a password with a link',
  access: 'anyone',
  body: z.strictObject({ token: z.string().min(1).max(200), newPassword: NewPassword }),
  response: z.object({ email: z.string() }),
});
