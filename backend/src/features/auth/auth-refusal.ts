import { AppError } from '@openslot/shared/errors/app-error';

/** An error of the sign-in library as a refusal of ours; anything unforeseen stays what it is and becomes a 500. */
export function toRefusal(error: unknown): unknown {
  switch ((error as { body?: { code?: unknown } } | null)?.body?.code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
    case 'INVALID_EMAIL':
      return new AppError('wrong_credentials');
    case 'BANNED_USER':
      return new AppError('sign_in_disabled');
    case 'INVALID_TOKEN':
      return new AppError('link_expired');
    // The library says so of any error of the database while it looks a session up.
    case 'FAILED_TO_GET_SESSION':
      return new AppError('busy');
    default:
      return error;
  }
}
