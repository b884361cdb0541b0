const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 60 * 60_000;
/** Over about three and a half hours: a mail server that is being repaired is back by then. */
const MAX_ATTEMPTS = 12;

/** When to try again after so many attempts failed: each pause is twice the one before, up to an hour. Epoch milliseconds. */
export function attemptAfter(attempts: number, now: number): number {
  return now + Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
}

export function isLastAttempt(attempts: number): boolean {
  return attempts >= MAX_ATTEMPTS;
}
