import type { z } from 'zod';
import { sentence } from './problem-fields.ts';

/**
 * What the contract finds wrong with a value, by pointer without the leading slash (`windows/0/start`): the same
 * texts the server would answer with, before anything is sent.
 */
export function schemaErrors(schema: z.ZodType, value: unknown): Readonly<Record<string, string>> {
  const parsed = schema.safeParse(value);
  const issues = parsed.success ? [] : parsed.error.issues;
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('/'), sentence(message)]).reverse());
}
