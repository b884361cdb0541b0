import { ERROR_CODES } from '@openslot/shared/errors/codes';
import { z } from 'zod';
import { clientError } from './api-error.ts';

/** A refusal of the sign-in routes. `field` names the input it is about, when it is about one. */
export class AuthError extends Error {
  readonly code: string;
  readonly field: 'name' | 'email' | 'password' | null;

  constructor(code: string, message: string, field: AuthError['field']) {
    super(message);
    this.name = 'AuthError';
    this.code = code;
    this.field = field;
  }
}

export interface AuthClient {
  readonly signIn: (input: { email: string; password: string }) => Promise<void>;
  readonly signUp: (input: { name: string; email: string; password: string }) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Accepts an invitation or a reset link: `token` works once. */
  readonly choosePassword: (input: { token: string; newPassword: string }) => Promise<void>;
}

const Refusal = z.object({ code: z.string().default('UNKNOWN'), message: z.string().default('') });

const TEXTS: Readonly<Record<string, { text: string; field: AuthError['field'] }>> = {
  INVALID_EMAIL_OR_PASSWORD: { text: 'E-mail or password is not right.', field: 'password' },
  INVALID_EMAIL: { text: 'This is not an e-mail address.', field: 'email' },
  INVALID_PASSWORD: { text: 'The password is not right.', field: 'password' },
  PASSWORD_TOO_SHORT: { text: 'Choose a longer password.', field: 'password' },
  PASSWORD_TOO_LONG: { text: 'Choose a shorter password.', field: 'password' },
  USER_ALREADY_EXISTS: {
    text: 'There is an account with this e-mail already. Sign in instead.',
    field: 'email',
  },
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: {
    text: 'There is an account with this e-mail already. Sign in instead.',
    field: 'email',
  },
  INVALID_TOKEN: { text: 'This link was used already or is too old. Ask for a new one.', field: null },
  BANNED_USER: { text: 'This sign-in was disabled. Please ask the clinic.', field: null },
};

/** The sign-in routes of better-auth. Each call resolves when the session cookie has changed. */
export function createAuthClient(send: typeof fetch = (input, init) => fetch(input, init)): AuthClient {
  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await attempt(send, path, body);
    if (!response.ok) {
      throw refusal(response.status, await response.json().catch(() => ({})));
    }
  };
  return {
    signIn: (input) => post('/api/auth/sign-in/email', input),
    signUp: (input) => post('/api/auth/sign-up/email', input),
    signOut: () => post('/api/auth/sign-out', {}),
    choosePassword: (input) => post('/api/auth/reset-password', input),
  };
}

async function attempt(send: typeof fetch, path: string, body: unknown): Promise<Response> {
  const timeout = AbortSignal.timeout(15_000);
  try {
    return await send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(body),
      signal: timeout,
    });
  } catch (error) {
    throw clientError(timeout.aborted ? 'timeout' : 'offline', error);
  }
}

function refusal(status: number, body: unknown): AuthError {
  const { code, message } = Refusal.catch({ code: 'UNKNOWN', message: '' }).parse(body);
  if (status === 429) {
    return new AuthError('rate_limited', `${ERROR_CODES.rate_limited.title}.`, null);
  }
  const known = TEXTS[code];
  return new AuthError(
    code,
    known?.text ?? (message || 'That did not work. Please try again.'),
    known?.field ?? null,
  );
}
