/** The values of the unique index that a write ran into (MongoDB error 11000); null for any other error. */
export function duplicateKey(
  error: unknown,
): { readonly index: string; readonly values: readonly unknown[] } | null {
  const failure = error as { code?: unknown; message?: unknown; keyValue?: Record<string, unknown> } | null;
  if (failure?.code !== 11000) {
    return null;
  }
  const index = /index: (\S+)/.exec(String(failure.message))?.[1] ?? '';
  return { index, values: Object.values(failure.keyValue ?? {}) };
}
