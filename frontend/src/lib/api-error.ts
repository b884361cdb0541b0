import { ERROR_CODES, type ErrorCode } from '@openslot/shared/errors/codes';
import { type FieldError, Problem } from '@openslot/shared/errors/problem';

/** What can go wrong before the server has spoken. */
const CLIENT_CODES = {
  offline: 'No connection to the clinic',
  timeout: 'The clinic did not answer in time',
  unexpected_answer: 'The answer could not be understood',
} as const;

export type ApiErrorCode = ErrorCode | keyof typeof CLIENT_CODES;

/** A server's problem document, or its like for failures on the way (`status` is 0 then). */
export interface ApiProblem {
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly instance?: string | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  /** What the code carries besides, for example `affected`; parse it before use. */
  readonly [extra: string]: unknown;
}

/** The one error of every API call. Pages decide by `problem.code`. */
export class ApiError extends Error {
  readonly problem: ApiProblem;

  constructor(problem: ApiProblem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options);
    this.name = 'ApiError';
    this.problem = problem;
  }

  get code(): ApiErrorCode {
    return this.problem.code;
  }

  /** True when the same request may succeed later without a change. */
  get mayRetry(): boolean {
    return mayRetry(this.problem);
  }

  /** What is wrong with each field, by its JSON pointer without the leading slash (`windows/0/start`). */
  get fieldErrors(): Readonly<Record<string, string>> {
    const entries = (this.problem.errors ?? []).map(({ pointer, detail }) => [pointer.slice(1), detail]);
    return Object.fromEntries(entries);
  }
}

/** True when the same request may succeed later without a change. */
export function mayRetry(problem: ApiProblem): boolean {
  return problem.code in CLIENT_CODES || ERROR_CODES[problem.code as ErrorCode].retry;
}

export function clientError(code: keyof typeof CLIENT_CODES, cause?: unknown): ApiError {
  return new ApiError({ title: CLIENT_CODES[code], status: 0, code }, { cause });
}

/** Any thrown value as an {@link ApiError}, so that pages have one shape to show. */
export function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : clientError('unexpected_answer', error);
}

/** The problem document of a refused answer; an answer without one becomes `unexpected_answer` or `busy`. */
export function problemFrom(status: number, body: unknown): ApiProblem {
  const parsed = Problem.safeParse(body);
  if (parsed.success) {
    return parsed.data;
  }
  const code = status >= 502 && status <= 504 ? 'busy' : 'unexpected_answer';
  const title = code === 'busy' ? ERROR_CODES.busy.title : CLIENT_CODES.unexpected_answer;
  return { title, status, code };
}
