import { ERROR_CODES, type ErrorCode } from './codes.ts';
import type { FieldError, Problem } from './problem.ts';

export interface AppErrorDetails {
  /** For people, in a whole sentence; never personal data. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Members the code adds to the problem document. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A refusal with a code of the product. Commands throw it; the HTTP and socket edges turn it into a problem document. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: AppErrorDetails;

  constructor(code: ErrorCode, details: AppErrorDetails = {}) {
    super(details.detail ?? ERROR_CODES[code].title);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }

  toProblem(instance?: string): Problem {
    const { detail, errors, extra } = this.details;
    return {
      ...extra,
      type: 'about:blank',
      title: ERROR_CODES[this.code].title,
      status: this.status,
      code: this.code,
      ...(detail === undefined ? {} : { detail }),
      ...(instance === undefined ? {} : { instance }),
      ...(errors === undefined ? {} : { errors: [...errors] }),
    };
  }
}

/** An `invalid_request` that names one field. `pointer` as in {@link FieldError}. */
export function invalidField(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', { detail, errors: [{ pointer, detail }] });
}
