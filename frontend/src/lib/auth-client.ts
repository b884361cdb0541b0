import { clientError, problemFrom } from './api-error.ts';

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

const TEXTS: Readonly<Record<string, { text: string; field: AuthError['field'] }>> = {
  wrong_credentials: { text: 'E-mail or password is not right.', field: 'password' },
  already_exists: {
    text: 'There is an account with this e-mail already. Sign in instead.',
    field: 'email',
  },
  link_expired: { text: 'This link was used already or is too old. Ask for a new one.', field: null },
  sign_in_disabled: { text: 'This sign-in was disabled. Please ask the clinic.', field: null },
};

/** The input that a field error points at. */
const FIELDS: Readonly<Record<string, AuthError['field']>> = {
  '/name': 'name',
  '/email': 'email',
  '/password': 'password',
  '/newPassword': 'password',
};

/** The sign-in routes. Each call resolves when the session cookie has changed. */
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
  const problem = problemFrom(status, body);
  const known = TEXTS[problem.code];
  if (known !== undefined) {
    return new AuthError(problem.code, known.text, known.field);
  }
  const first = problem.errors?.[0];
  const field = first === undefined ? null : (FIELDS[first.pointer] ?? null);
  return new AuthError(
    problem.code,
    first === undefined ? `${problem.title}.` : `This ${first.detail}.`,
    field,
  );
}
