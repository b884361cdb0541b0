/** What follows the hours of a window in words: ` (at most 4 visits)`; empty without a cap. */
export function limitText(maxSessions: number | null): string {
  if (maxSessions === null) {
    return '';
  }
  return maxSessions === 1 ? ' (at most 1 visit)' : ` (at most ${maxSessions} visits)`;
}
