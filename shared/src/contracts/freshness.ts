import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** Longer counts as this much: ten minutes. */
export const LONGEST_SAMPLE_MS = 600_000;
export const MOST_SAMPLES = 40;

/**
 * One measurement of a browser, without anything that says whose. `push-lag`: from the log time of a change until it was
 * painted. `click-age`: how long before somebody acted on it what they saw was last known to be right. `page` is the kind
 * of thing that was seen; `connection` how the browser was connected when it heard of the change, or when it was clicked.
 */
export const FreshnessSample = z.strictObject({
  kind: z.enum(['push-lag', 'click-age']),
  page: z.enum(['slots', 'months', 'calendar']),
  connection: z.enum(['live', 'catching-up', 'polling', 'offline']),
  ms: z.int().min(0).max(LONGEST_SAMPLE_MS),
});
export type FreshnessSample = z.infer<typeof FreshnessSample>;

export const reportFreshness = endpoint({
  method: 'POST',
  path: '/api/v1/freshness',
  summary: 'How fresh what people see is, as their browsers measure it',
  access: 'anyone',
  body: z.strictObject({ samples: z.array(FreshnessSample).min(1).max(MOST_SAMPLES) }),
  response: z.object({ counted: z.int() }),
});
