import type { z } from 'zod';
import type { ApiProblem } from './api-error.ts';

/** Field errors follow the name of the field in logs and begin small there; beside the field they stand alone. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What is wrong with each field of the body, by its JSON pointer without the leading slash (`windows/0/start`). */
export function fieldErrorsOf(problem: ApiProblem | null): Readonly<Record<string, string>> {
  const entries = (problem?.errors ?? []).map(({ pointer, detail }) => [pointer.slice(1), sentence(detail)]);
  return Object.fromEntries(entries);
}

/** What a resource refused with `stale_version` looks like now; undefined when the answer does not tell. */
export function currentOf<T extends z.ZodType>(
  problem: ApiProblem | null,
  schema: T,
): z.output<T> | undefined {
  if (problem?.code !== 'stale_version') {
    return undefined;
  }
  const parsed = schema.safeParse(problem.current);
  return parsed.success ? parsed.data : undefined;
}
