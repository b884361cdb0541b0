/** One source that was tried, and why it could not serve. */
export interface SourceFailure {
  readonly label: string;
  readonly reason: string;
}

/** A source cannot serve. `final` stops the search: what somebody set explicitly is never replaced silently. */
export class SourceUnavailableError extends Error {
  override readonly name = 'SourceUnavailableError';
  readonly final: boolean;

  constructor(reason: string, options: { final?: boolean; cause?: unknown } = {}) {
    super(reason, { cause: options.cause });
    this.final = options.final ?? false;
  }
}

/** No MongoDB could be had. The message names every source tried and why it failed: print it and exit 1. */
export class MongoUnavailableError extends Error {
  override readonly name = 'MongoUnavailableError';
  readonly failures: readonly SourceFailure[];

  constructor(failures: readonly SourceFailure[], closing: string) {
    const lines = failures.map(({ label, reason }, index) => {
      return `  ${index + 1}. ${label}: ${reason.split('\n').join('\n     ')}`;
    });
    super(['No MongoDB available.', ...lines, closing].join('\n'));
    this.failures = failures;
  }
}

/** The readable part of anything thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
